import { Trans, useLingui } from '@lingui/react/macro'
import { SegmentedControl, Stack, Text } from '@mantine/core'
import { WindowsField } from '@/ui/forms/WindowsField'
import { ActivationField } from './ActivationField'
import { Part } from '../editor/Part'
import { useRouteFormContext } from '../editor/RouteFormContext'
import { FieldError } from '../fields/FieldError'

/** When the route takes leads: by the week, or on certain dates, and then within windows too if there are any. */
export function ScheduleField({ zone }: { zone: string }) {
  const form = useRouteFormContext()
  const { t } = useLingui()
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t`When it takes leads`}
        value={form.values.special ? 'special' : 'weekly'}
        onChange={(value) => form.setFieldValue('special', value === 'special')}
        data={[
          { value: 'weekly', label: t`Every week` },
          { value: 'special', label: t`On certain dates` },
        ]}
        style={{ alignSelf: 'start' }}
      />
      {form.values.special && (
        <>
          <Text size="sm" c="dimmed">
            <Trans>A special route: it is switched on and off by itself on its dates.</Trans>
          </Text>
          <Part name="activation">
            <ActivationField zone={zone} />
          </Part>
        </>
      )}
      <Part name="windows">
        <WindowsField
          label={form.values.special ? t`Hours on those dates` : t`Weekly windows`}
          windows={form.values.windows}
          zone={zone}
          onChange={(windows) => form.setFieldValue('windows', windows)}
          none={form.values.special ? t`The whole day.` : t`No windows: the route takes leads at any time.`}
        />
        <FieldError>{form.errors.windows}</FieldError>
      </Part>
    </Stack>
  )
}
