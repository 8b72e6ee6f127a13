import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Shapes } from '@/api/client'
import { TOUCHED } from '@/api/queries/keys'
import { instantOf } from '@/lib/zone'
import { type Sending, useApiMutation } from '@/ui/feedback/useApiMutation'
import { MomentField } from './MomentField'
import { RouteSelect } from './selects'
import { useServerErrors } from './serverErrors'

interface Props<T> extends Sending<Shapes['PauseDraft'], T> {
  zone: string
}

interface Values {
  from: string | null
  until: string | null
  route_id: string | null
  reason: string
}

const EMPTY: Values = { from: null, until: null, route_id: null, reason: '' }

/** A pause: on one route or everywhere, from when, until when, and why; all of it optional. */
export function PauseForm<T>({ zone, send, ...done }: Props<T>) {
  const { t } = useLingui()
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
        <Group grow align="start">
          <MomentField label={t`From`} placeholder={t`Now`} clearable {...form.getInputProps('from')} />
          <MomentField
            label={t`Until`}
            placeholder={t`Until resumed`}
            clearable
            {...form.getInputProps('until')}
            error={backwards ? t`The end is before the beginning.` : form.errors.until}
          />
        </Group>
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
