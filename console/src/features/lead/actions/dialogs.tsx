import { useLingui } from '@lingui/react/macro'
import { Radio, SegmentedControl, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { supervises, useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { MemberSelect } from '@/ui/forms/selects'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUndoToast } from '@/ui/feedback/useUndoToast'
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

/** Give the lead back, saying why. */
export function GiveBack({ lead, onClose }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const leave = useLeave()
  const [reason, setReason] = useState<Shapes['GiveBackBody']['reason'] | null>(null)
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
    },
  )
  return (
    <ActionDialog
      title={t`Give back`}
      verb={t`Give back`}
      busy={give.isPending}
      ready={reason !== null}
      onClose={onClose}
      onSubmit={(note) => reason && give.mutate({ reason, note })}
    >
      <Radio.Group label={t`Why?`} value={reason} onChange={(chosen) => setReason(chosen as typeof reason)}>
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

/** Hand the lead over, to a member or once more through routing. */
export function HandOver({ lead, onClose }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const leave = useLeave()
  const [way, setWay] = useState<'member' | 'route'>('member')
  const [member, setMember] = useState<string | null>(null)
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
    },
  )
  const to = way === 'route' ? 'route' : member && { agent_id: member }
  return (
    <ActionDialog
      title={t`Hand over`}
      verb={t`Hand over`}
      busy={hand.isPending}
      ready={Boolean(to)}
      onClose={onClose}
      onSubmit={(note) => to && hand.mutate({ to, note })}
    >
      {lead.source_id && (
        <SegmentedControl
          aria-label={t`To whom`}
          value={way}
          onChange={(chosen) => setWay(chosen as typeof way)}
          data={[
            { value: 'member', label: t`To a member` },
            { value: 'route', label: t`Through routing` },
          ]}
        />
      )}
      {way === 'member' ? (
        <MemberSelect label={t`Member`} except={lead.owner} value={member} onChange={setMember} />
      ) : (
        <Text size="sm" c="dimmed">
          {t`It goes through routing once more, past the routes it has been on; you are not asked.`}
        </Text>
      )}
    </ActionDialog>
  )
}

/** Assign the lead to a member, whoever has it now. */
export function Assign({ lead, onClose }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const offerUndo = useUndoToast()
  const [member, setMember] = useState<string | null>(null)
  const params = { path: { lead_id: lead.lead_id } }
  const before = lead.state === 'owned' ? lead.owner : undefined
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
      ready={member !== null}
      onClose={onClose}
      onSubmit={(note) => member && first.mutate({ agent_id: member, note })}
    >
      <MemberSelect label={t`Member`} except={before} value={member} onChange={setMember} />
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
    },
  )
  return (
    <ActionDialog
      title={t`Return to the pool`}
      verb={t`Return to the pool`}
      busy={release.isPending}
      onClose={onClose}
      onSubmit={(note) => release.mutate(note)}
    >
      <Text size="sm" c="dimmed">
        {t`Nobody has it then, and whoever sees the pool may claim it.`}
      </Text>
    </ActionDialog>
  )
}

/** Send a pooled lead through routing, which happens once. */
export function SendThrough({ lead, onClose }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const params = { path: { lead_id: lead.lead_id } }
  const send = useApiMutation(
    (note: string | null) => body(api.POST('/leads/{lead_id}/route', { params, body: { note } })),
    {
      touches: TOUCHED.lead,
      success: t`It goes through routing.`,
      onSuccess: onClose,
    },
  )
  return (
    <ActionDialog
      title={t`Send through routing`}
      verb={t`Send`}
      busy={send.isPending}
      onClose={onClose}
      onSubmit={(note) => send.mutate(note)}
    >
      <Text size="sm" c="dimmed">
        {t`The plan as it is now decides who is offered it. A lead goes through routing once.`}
      </Text>
    </ActionDialog>
  )
}
