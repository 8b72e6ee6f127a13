import { useLingui } from '@lingui/react/macro'
import { Radio, SegmentedControl, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { body, type Shapes } from '@/api/client'
import { supervises, useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { NO_NOTE, type Noted, noteOf } from '@/ui/forms/note'
import { RecipientSelect } from '@/ui/forms/RecipientSelect'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useRecipients } from '@/ui/forms/useRecipients'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { ActionDialog } from './ActionDialog'
import type { LeadShown } from '../useLead'

interface Props {
  lead: LeadShown
  onClose: () => void
}

/** Return how to leave the screen of a lead that the user no longer owns. */
function useLeave(): () => void {
  const me = useMe()
  const navigate = useNavigate()
  return () => {
    if (!supervises(me.data)) void navigate({ to: '/mine' })
  }
}

type GiveBackValues = Noted & { reason: Shapes['GiveBackBody']['reason'] | null }

/** Give the lead back, saying why. */
export function GiveBack({ lead, onClose }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const leave = useLeave()
  const form = useForm<GiveBackValues>({ initialValues: { reason: null, ...NO_NOTE } })
  const params = { path: { lead_id: lead.lead_id } }
  const give = useApiMutation(
    (sent: Shapes['GiveBackBody']) => body(api.POST('/leads/{lead_id}/give-back', { params, body: sent })),
    {
      touches: TOUCHED.lead,
      success: t`Given back: it goes on to somebody else.`,
      onSuccess: () => {
        onClose()
        leave()
      },
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  return (
    <ActionDialog
      title={t`Give back`}
      verb={t`Give back`}
      busy={give.isPending}
      form={form}
      ready={form.values.reason !== null}
      onClose={onClose}
      onSubmit={({ reason, note }) => reason && give.mutate({ reason, note: noteOf(note) })}
    >
      <Radio.Group label={t`Why?`} {...form.getInputProps('reason')}>
        <Stack gap="xs" mt="xs">
          <Radio value="by_mistake" label={t`I took it by mistake`} />
          <Radio value="not_my_area" label={t`It is not my area`} />
          <Radio value="no_time" label={t`I have no time`} />
          <Radio value="not_a_lead" label={t`It is not a lead`} />
        </Stack>
      </Radio.Group>
    </ActionDialog>
  )
}

interface HandOverValues extends Noted {
  way: 'member' | 'route'
  agent_id: string | null
}

/** Return who is to get the lead; null while no member is chosen. */
function recipientOf({ way, agent_id }: HandOverValues): Shapes['HandOverBody']['to'] | null {
  if (way === 'route') return 'route'
  return agent_id ? { agent_id } : null
}

/** Hand the lead over, to a member or once more through routing. */
export function HandOver({ lead, onClose }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const leave = useLeave()
  const form = useForm<HandOverValues>({ initialValues: { way: 'member', agent_id: null, ...NO_NOTE } })
  const params = { path: { lead_id: lead.lead_id } }
  const hand = useApiMutation(
    (sent: Shapes['HandOverBody']) => body(api.POST('/leads/{lead_id}/handover', { params, body: sent })),
    {
      touches: TOUCHED.lead,
      success: t`Handed over.`,
      onSuccess: () => {
        onClose()
        leave()
      },
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  const to = recipientOf(form.values)
  const { warnings, ask } = useRecipients({ leadId: lead.lead_id })
  return (
    <ActionDialog
      title={t`Hand over`}
      verb={t`Hand over`}
      busy={hand.isPending}
      form={form}
      ready={to !== null}
      onClose={onClose}
      onSubmit={({ note }) => {
        if (!to) return
        const go = () => hand.mutate({ to, note: noteOf(note) })
        if (to === 'route') go()
        else ask(to.agent_id, go)
      }}
    >
      {lead.source_id && (
        <SegmentedControl
          aria-label={t`To whom`}
          {...form.getInputProps('way')}
          data={[
            { value: 'member', label: t`To a member` },
            { value: 'route', label: t`Through routing` },
          ]}
        />
      )}
      {form.values.way === 'member' ? (
        <RecipientSelect
          label={t`Member`}
          except={lead.owner}
          warnings={warnings}
          {...form.getInputProps('agent_id')}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t`It goes through routing again, without the routes it has been on; it is not offered to you.`}
        </Text>
      )}
    </ActionDialog>
  )
}
