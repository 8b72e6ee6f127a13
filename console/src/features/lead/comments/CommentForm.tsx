import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { body, Refused, type Shapes } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { instantOf } from '@/lib/zone'
import { useErrorToast } from '@/ui/feedback/useErrorToast'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useDirectory } from '@/ui/words/useDirectory'
import { DueField } from './DueField'
import { MentionField } from './MentionField'
import { type Person, tagged } from './mentions'
import type { LeadShown } from '../useLead'

/** A comment for the team: who is tagged in it is told, and a task may follow from it. */
export function CommentForm({ lead, me }: { lead: LeadShown; me: Me }) {
  const { t } = useLingui()
  const { data } = useDirectory()
  const [text, setText] = useState('')
  const [picked, setPicked] = useState<Person[]>([])
  const [due, setDue] = useState<string | null>(null)
  const told = tagged(text, picked)
  const names = told.map((one) => one.name).join(', ')
  const { send, unseen } = useSend(lead.lead_id, told, () => {
    setText('')
    setPicked([])
    setDue(null)
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!text.trim()) return
    send.mutate({
      body: text.trim(),
      mentions: told.map((one) => one.agent_id),
      task: due ? { due_at: instantOf(due, me.team.time_zone) } : null,
    })
  }
  return (
    <Stack component="form" gap="xs" onSubmit={submit}>
      <MentionField
        label={t`Comment`}
        people={data?.agents.filter((one) => one.status === 'active' && one.agent_id !== me.agent_id) ?? []}
        value={text}
        onChange={setText}
        onPick={(person) =>
          setPicked((before) => [...before.filter((one) => one.agent_id !== person.agent_id), person])
        }
      />
      {unseen && (
        <Alert color="red" variant="light" role="alert">
          <Trans>
            {unseen} may not see this lead, so cannot be tagged on it. Take the name out, or assign the lead first.
          </Trans>
        </Alert>
      )}
      {names && (
        <Text size="xs" c="dimmed">
          <Trans>Will be told: {names}</Trans>
        </Text>
      )}
      <Group justify="space-between" align="end" gap="xs">
        <DueField zone={me.team.time_zone} value={due} onChange={setDue} />
        <Button type="submit" loading={send.isPending} disabled={!text.trim()}>
          {due ? <Trans>Comment and set the task</Trans> : <Trans>Comment</Trans>}
        </Button>
      </Group>
    </Stack>
  )
}

/** Send a comment; `unseen` names who was tagged and may not see the lead. */
function useSend(leadId: string, told: readonly Person[], then: () => void) {
  const { api } = useConsole()
  const refusal = useErrorToast()
  const [unseen, setUnseen] = useState('')
  const send = useApiMutation(
    (sent: Shapes['CommentBody']) => {
      setUnseen('')
      return body(api.POST('/leads/{lead_id}/comments', { params: { path: { lead_id: leadId } }, body: sent }))
    },
    {
      touches: TOUCHED.comments,
      onSuccess: then,
      onError: (error) => {
        if (!(error instanceof Refused) || error.code !== 'may_not_see') return refusal(error)
        const places = error.errors.map((one) => Number(one.loc.at(-1)))
        setUnseen(places.map((place) => told[place]?.name ?? '').join(', '))
      },
    },
  )
  return { send, unseen }
}
