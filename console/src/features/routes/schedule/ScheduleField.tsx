import { Trans, useLingui } from '@lingui/react/macro'
import { SegmentedControl, Stack, Text } from '@mantine/core'
import { WindowsField } from '@/ui/forms/WindowsField'
import { ActivationField } from './ActivationField'
import type { FieldProps } from '../fields/fieldProps'
import { FieldError } from '../fields/FieldError'

/** When the route takes leads: by the week, or on certain dates, and then within windows too if there are any. */
export function ScheduleField(props: FieldProps & { zone: string }) {
  const { form, change, errors, zone } = props
  const { t } = useLingui()
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t`When it takes leads`}
        value={form.special ? 'special' : 'weekly'}
        onChange={(value) => change({ special: value === 'special' })}
        data={[
          { value: 'weekly', label: t`Every week` },
          { value: 'special', label: t`On certain dates` },
        ]}
        style={{ alignSelf: 'start' }}
      />
      {form.special && (
        <>
          <Text size="sm" c="dimmed">
            <Trans>A special route: it is switched on and off by itself on its dates.</Trans>
          </Text>
          <ActivationField {...props} />
        </>
      )}
      <WindowsField
        label={form.special ? t`Hours on those dates` : t`Weekly windows`}
        windows={form.windows}
        zone={zone}
        onChange={(windows) => change({ windows })}
        none={form.special ? t`The whole day.` : t`No windows: the route takes leads at any time.`}
      />
      <FieldError>{errors.windows}</FieldError>
    </Stack>
  )
}
