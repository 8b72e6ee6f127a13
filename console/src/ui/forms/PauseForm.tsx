import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { useForm } from '@mantine/form'
import type { Shapes } from '@/api/client'
import { instantOf } from '@/lib/zone'
import { RouteSelect } from './selects'
import { Dates } from './Dates'

interface Props {
  zone: string
  busy: boolean
  onPause: (pause: Shapes['PauseDraft']) => void
}

interface Values {
  from: string | null
  until: string | null
  route_id: string | null
  reason: string
}

const SHOWN = 'D MMM YYYY, HH:mm'
const EMPTY: Values = { from: null, until: null, route_id: null, reason: '' }

/** A pause: on one route or everywhere, from when, until when, and why; all of it optional. */
export function PauseForm({ zone, busy, onPause }: Props) {
  const { t } = useLingui()
  const form = useForm({ initialValues: EMPTY })
  const { from, until, route_id, reason } = form.values
  const backwards = Boolean(from && until && until <= from)
  const submit = () =>
    onPause({
      from: from && instantOf(from, zone),
      until: until && instantOf(until, zone),
      route_id,
      reason: reason.trim() || null,
    })
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack>
        <Dates>
          <Group grow align="start">
            <DateTimePicker
              label={t`From`}
              placeholder={t`Now`}
              valueFormat={SHOWN}
              clearable
              {...form.getInputProps('from')}
            />
            <DateTimePicker
              label={t`Until`}
              placeholder={t`Until resumed`}
              valueFormat={SHOWN}
              clearable
              {...form.getInputProps('until')}
              error={backwards && t`The end is before the beginning.`}
            />
          </Group>
        </Dates>
        <Text size="xs" c="dimmed">
          <Trans>Time zone: {zone}</Trans>
        </Text>
        <RouteSelect label={t`Route`} placeholder={t`Every route`} clearable {...form.getInputProps('route_id')} />
        <TextInput label={t`Reason`} maxLength={200} {...form.getInputProps('reason')} />
        <Group justify="end">
          <Button type="submit" loading={busy} disabled={backwards}>
            <Trans>Pause</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
