import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Shapes } from '@/api/client'
import { TOUCHED } from '@/api/queries/keys'
import { instantOf, wallOf } from '@/lib/zone'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { MomentField } from '@/ui/forms/MomentField'
import { MemberSelect, RouteSelect } from '@/ui/forms/selects'
import { useServerErrors } from '@/ui/forms/serverErrors'

/** What the form sends; without `from` it begins now. */
export interface AbsenceValues {
  from?: string
  until: string
  route_id: string | null
  cover: string | null
  reason: string | null
}

interface Props {
  /** What is changed; none: a new one. */
  absence?: Shapes['Absence'] | undefined
  /** Who is absent, and so covers for nobody here. */
  agentId: string
  zone: string
  send: (values: AbsenceValues) => Promise<unknown>
  onDone: () => void
}

interface Values {
  from: string | null
  until: string | null
  route_id: string | null
  cover: string | null
  reason: string
}

/** An absence: from when until when, from which route, who covers, and why. */
export function AbsenceForm({ absence, agentId, zone, send, onDone }: Props) {
  const { t } = useLingui()
  const form = useForm<Values>({ initialValues: valuesOf(absence, zone) })
  const { from, until } = form.values
  const backwards = Boolean(from && until && until <= from)
  const save = useApiMutation(send, {
    touches: TOUCHED.member,
    onSuccess: onDone,
    onError: useServerErrors(form, Object.keys(form.values)),
  })
  const submit = ({ from, until, route_id, cover, reason }: Values) => {
    if (until === null) return form.setFieldError('until', t`Choose when it ends.`)
    const start = from ? { from: instantOf(from, zone) } : {}
    save.mutate({ ...start, until: instantOf(until, zone), route_id, cover, reason: reason.trim() || null })
  }
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack>
        <Group grow align="start">
          <MomentField label={t`From`} placeholder={t`Now`} clearable={!absence} {...form.getInputProps('from')} />
          <MomentField
            label={t`Until`}
            withAsterisk
            {...form.getInputProps('until')}
            error={backwards ? t`The end is before the beginning.` : form.errors.until}
          />
        </Group>
        <Text size="xs" c="dimmed">
          <Trans>Time zone: {zone}</Trans>
        </Text>
        <RouteSelect label={t`Route`} placeholder={t`Every route`} clearable {...form.getInputProps('route_id')} />
        <MemberSelect
          label={t`Who covers`}
          description={t`Looks after the leads meanwhile, and is told of messages and tasks.`}
          placeholder={t`Nobody`}
          clearable
          except={agentId}
          {...form.getInputProps('cover')}
        />
        <TextInput label={t`Reason`} maxLength={200} {...form.getInputProps('reason')} />
        <Group justify="end">
          <Button type="submit" loading={save.isPending} disabled={backwards}>
            {absence ? <Trans>Save</Trans> : <Trans>Add</Trans>}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function valuesOf(absence: Shapes['Absence'] | undefined, zone: string): Values {
  return {
    from: absence ? wallOf(absence.from, zone) : null,
    until: absence ? wallOf(absence.until, zone) : null,
    route_id: absence?.route_id ?? null,
    cover: absence?.cover ?? null,
    reason: absence?.reason ?? '',
  }
}
