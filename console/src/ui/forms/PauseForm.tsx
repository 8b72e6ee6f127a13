import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { useForm } from '@mantine/form'
import type { Shapes } from '@/api/client'
import { TOUCHED } from '@/api/queries/keys'
import { instantOf } from '@/lib/zone'
import { type Sending, useApiMutation } from '@/ui/feedback/useApiMutation'
import { RouteSelect } from './selects'
import { useServerErrors } from './serverErrors'
import { Dates, useMomentWords } from './Dates'

interface Props<T> extends Sending<Shapes['PauseDraft'], T> {
  zone: string
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
export function PauseForm<T>({ zone, send, ...done }: Props<T>) {
  const { t } = useLingui()
  const calendar = useMomentWords()
  const form = useForm({ initialValues: EMPTY })
  const { from, until } = form.values
  const backwards = Boolean(from && until && until <= from)
  const pause = useApiMutation(send, {
    touches: TOUCHED.member,
    ...done,
    onError: useServerErrors(form, Object.keys(EMPTY)),
  })
  const submit = ({ route_id, reason }: Values) =>
    pause.mutate({
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
              {...calendar}
              label={t`From`}
              placeholder={t`Now`}
              valueFormat={SHOWN}
              clearable
              {...form.getInputProps('from')}
            />
            <DateTimePicker
              {...calendar}
              label={t`Until`}
              placeholder={t`Until resumed`}
              valueFormat={SHOWN}
              clearable
              {...form.getInputProps('until')}
              error={backwards ? t`The end is before the beginning.` : form.errors.until}
            />
          </Group>
        </Dates>
        <Text size="xs" c="dimmed">
          <Trans>Time zone: {zone}</Trans>
        </Text>
        <RouteSelect label={t`Route`} placeholder={t`Every route`} clearable {...form.getInputProps('route_id')} />
        <TextInput label={t`Reason`} maxLength={200} {...form.getInputProps('reason')} />
        <Group justify="end">
          <Button type="submit" loading={pause.isPending} disabled={backwards}>
            <Trans>Pause</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
