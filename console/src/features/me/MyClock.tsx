import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Select, Stack, Switch, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import type { Me } from '@/api/context'
import { type Quiet, QuietHoursField } from '@/ui/absences/QuietHoursField'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { Section } from '@/ui/layout/Page'
import { useUpdateMe } from './useUpdateMe'

interface Values {
  time_zone: string | null
  /** None: the team's. */
  quiet_hours: Quiet | null
}

/** By which clock I work, and when I want quiet: the team's, or my own. */
export function MyClock({ me }: { me: Me }) {
  const { t } = useLingui()
  const known: Values = { time_zone: me.time_zone ?? null, quiet_hours: me.quiet_hours ?? null }
  const form = useForm<Values>({ initialValues: known })
  const { time_zone, quiet_hours } = form.values
  const save = useUpdateMe({
    onSuccess: () => notifications.show({ color: 'green', message: t`Saved.` }),
    onError: useServerErrors(form, Object.keys(known)),
  })
  const same = JSON.stringify(form.values) === JSON.stringify(known)
  const zone = me.team.time_zone
  const team = me.team.quiet_hours
  const usual = team === 'none' ? t`none` : `${team.from}–${team.to}`
  return (
    <Section title={t`My clock`}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <Select
            label={t`My time zone`}
            description={t`Your hours, quiet hours and mornings are by this clock.`}
            placeholder={t`The team's: ${zone}`}
            data={Intl.supportedValuesOf('timeZone')}
            searchable
            clearable
            limit={100}
            nothingFoundMessage={t`No such time zone`}
            maw={360}
            {...form.getInputProps('time_zone')}
            value={time_zone}
          />
          <Switch
            label={t`Quiet hours as the team's`}
            checked={quiet_hours === null}
            onChange={(event) => form.setFieldValue('quiet_hours', event.currentTarget.checked ? null : team)}
          />
          {quiet_hours === null ? (
            <Text size="sm" c="dimmed">
              <Trans>
                The team's quiet hours: {usual}. E-mails and pushes wait until they are over; offers do not.
              </Trans>
            </Text>
          ) : (
            <QuietHoursField
              quiet={quiet_hours}
              onChange={(quiet) => form.setFieldValue('quiet_hours', quiet)}
              error={form.errors.quiet_hours}
            />
          )}
          <Group>
            <Button type="submit" variant="default" loading={save.isPending} disabled={same}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
