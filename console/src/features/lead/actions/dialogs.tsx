import { useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { NO_NOTE, type Noted, noteOf } from '@/ui/forms/note'
import { RecipientSelect } from '@/ui/forms/RecipientSelect'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useRecipients } from '@/ui/forms/useRecipients'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUndoToast } from '@/ui/feedback/useUndoToast'
import { ActionDialog } from './ActionDialog'
import type { LeadShown } from '../useLead'

interface Props {
  lead: LeadShown
  onClose: () => void
}

type AssignValues = Noted & { agent_id: string | null }

/** Assign the lead to a member, whoever has it now. */
export function Assign({ lead, onClose }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const offerUndo = useUndoToast()
  const form = useForm<AssignValues>({ initialValues: { agent_id: null, ...NO_NOTE } })
  const params = { path: { lead_id: lead.lead_id } }
  const before = lead.state === 'owned' ? lead.owner : undefined
  const { warnings, ask } = useRecipients({ leadId: lead.lead_id })
  const assign = useApiMutation(
    (sent: Shapes['AssignBody']) => body(api.POST('/leads/{lead_id}/assign', { params, body: sent })),
    { touches: TOUCHED.lead },
  )
  const first = useApiMutation(
    (sent: Shapes['AssignBody']) => body(api.POST('/leads/{lead_id}/assign', { params, body: sent })),
    {
      touches: TOUCHED.lead,
      onSuccess: (after) => {
        onClose()
        const name = after.owner_name ?? ''
        const back = () => (before ? assign.mutate({ agent_id: before }) : release.mutate())
        offerUndo(t`Assigned to ${name}.`, back)
      },
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  const release = useApiMutation(() => body(api.POST('/leads/{lead_id}/release', { params })), {
    touches: TOUCHED.lead,
  })
  return (
    <ActionDialog
      title={t`Assign`}
      verb={t`Assign`}
      busy={first.isPending}
      form={form}
      ready={form.values.agent_id !== null}
      onClose={onClose}
      onSubmit={({ agent_id, note }) => agent_id && ask(agent_id, () => first.mutate({ agent_id, note: noteOf(note) }))}
    >
      <RecipientSelect label={t`Member`} except={before} warnings={warnings} {...form.getInputProps('agent_id')} />
    </ActionDialog>
  )
}

/** Return the lead to the pool. */
export function Release({ lead, onClose }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const offerUndo = useUndoToast()
  const params = { path: { lead_id: lead.lead_id } }
  const before = lead.state === 'owned' ? lead.owner : undefined
  const form = useForm({ initialValues: NO_NOTE })
  const assign = useApiMutation(
    (agent_id: string) => body(api.POST('/leads/{lead_id}/assign', { params, body: { agent_id } })),
    { touches: TOUCHED.lead },
  )
  const release = useApiMutation(
    (note: string | null) => body(api.POST('/leads/{lead_id}/release', { params, body: { note } })),
    {
      touches: TOUCHED.lead,
      onSuccess: () => {
        onClose()
        if (before) offerUndo(t`Returned to the pool.`, () => assign.mutate(before))
      },
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  return (
    <ActionDialog
      title={t`Return to the pool`}
      verb={t`Return to the pool`}
      busy={release.isPending}
      form={form}
      onClose={onClose}
      onSubmit={({ note }) => release.mutate(noteOf(note))}
    >
      <Text size="sm" c="dimmed">
        {t`Nobody has it then, and whoever sees the pool may claim it.`}
      </Text>
    </ActionDialog>
  )
}

/** Send the lead through routing, or through it again: it loses its owner and its offer. */
export function SendThrough({ lead, onClose }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const form = useForm({ initialValues: NO_NOTE })
  const params = { path: { lead_id: lead.lead_id } }
  const send = useApiMutation(
    (note: string | null) => body(api.POST('/leads/{lead_id}/route', { params, body: { note } })),
    {
      touches: TOUCHED.lead,
      success: t`It goes through routing.`,
      onSuccess: onClose,
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  return (
    <ActionDialog
      title={t`Send through routing`}
      verb={t`Send`}
      busy={send.isPending}
      form={form}
      why
      ready={noteOf(form.values.note) !== null}
      onClose={onClose}
      onSubmit={({ note }) => send.mutate(noteOf(note))}
    >
      <Text size="sm" c="dimmed">
        {lead.state === 'pooled'
          ? t`The plan as it is now decides who is offered it.`
          : t`The plan as it is now decides who is offered it. Whoever has it now loses it at once.`}
      </Text>
    </ActionDialog>
  )
}
