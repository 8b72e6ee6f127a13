import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { body, Refused, type Shapes } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { instantOf } from '@/lib/zone'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { DueField } from './DueField'
import { MentionField } from './MentionField'
import { type Person, tagged } from './mentions'
import { usePeople } from './usePeople'
import { useDraft } from '../composer/useDraft'
import type { LeadShown } from '../useLead'

interface Values {
  body: string
  /** Who was picked; they are told if they are still named in the text. */
  picked: Person[]
  due_at: string | null
}

const EMPTY: Values = { body: '', picked: [], due_at: null }

interface Props {
  lead: LeadShown
  me: Me
  /** Whether only the field is shown. */
  compact?: boolean
}

/** A comment for the team: who is tagged in it is told, and a task may follow from it. */
export function CommentForm({ lead, me, compact = false }: Props) {
  const { t } = useLingui()
  const people = usePeople(lead.lead_id)
  const draftOf = { agentId: me.agent_id, leadId: lead.lead_id, mode: 'comment' }
  const draft = useDraft<Values>(draftOf, EMPTY, (values) => values.body.trim() !== '')
  const form = useForm({ initialValues: draft.initial, onValuesChange: draft.keep })
  const { body: text, picked, due_at: due } = form.values
  const told = tagged(text, picked)
  const names = told.map((one) => one.name).join(', ')
  const send = useSend(lead.lead_id, form, told, () => {
    form.setValues(EMPTY)
    form.clearErrors()
    draft.keep(EMPTY)
  })
  const unseen = form.errors.picked
  function submit() {
    if (!text.trim()) return
    send.mutate({
      body: text.trim(),
      mentions: told.map((one) => one.agent_id),
      task: due ? { due_at: instantOf(due, me.team.time_zone) } : null,
    })
  }
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack gap="xs">
        <MentionField
          label={t`Comment`}
          rows={compact ? 1 : 2}
          people={people}
          value={text}
          error={form.errors.body}
          onChange={(now) => form.setFieldValue('body', now)}
          onPick={(person) =>
            form.setFieldValue('picked', [...picked.filter((one) => one.agent_id !== person.agent_id), person])
          }
        />
        {unseen && (
          <Alert color="red" variant="light" role="alert">
            <Trans>
              {unseen} may not read comments on this lead, so cannot be tagged. Take the name out, or assign the lead
              first.
            </Trans>
          </Alert>
        )}
        {names && (
          <Text size="xs" c="dimmed">
            <Trans>Will be told: {names}</Trans>
          </Text>
        )}
        <Group justify="space-between" align="end" gap="xs" display={compact ? 'none' : undefined}>
          {lead.may.includes('add_task') ? (
            <DueField
              zone={me.team.time_zone}
              value={due}
              error={form.errors.due_at}
              onChange={(at) => form.setFieldValue('due_at', at)}
            />
          ) : (
            <span />
          )}
          <Button type="submit" loading={send.isPending} disabled={!text.trim()}>
            {due ? <Trans>Comment and set the task</Trans> : <Trans>Comment</Trans>}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Send a comment; the error of `picked` names who was tagged and may not read it. */
function useSend(leadId: string, form: UseFormReturnType<Values>, told: readonly Person[], onSent: () => void) {
  const { api } = useConsole()
  const serverErrors = useServerErrors(form, ['body', 'due_at'])
  return useApiMutation(
    (sent: Shapes['CommentBody']) =>
      body(api.POST('/leads/{lead_id}/comments', { params: { path: { lead_id: leadId } }, body: sent })),
    {
      touches: TOUCHED.comments,
      onSuccess: onSent,
      onError: (error) => {
        if (!(error instanceof Refused) || error.code !== 'may_not_see') return serverErrors(error)
        const places = error.errors.map((one) => Number(one.loc.at(-1)))
        form.setErrors({ picked: places.map((place) => told[place]?.name ?? '').join(', ') })
      },
    },
  )
}
