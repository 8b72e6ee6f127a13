import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useDirectory } from '@/ui/words/useDirectory'
import type { Commented } from '../stream/entries'
import { MentionField } from './MentionField'
import { type Person, tagged } from './mentions'
import { usePeople } from './usePeople'

/** Corrects one's own comment. Who is named newly is told; of who is no more, the notification goes. */
export function EditComment({ comment, onClose }: { comment: Commented; onClose: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const { data } = useDirectory()
  const people = usePeople(comment.lead_id)
  const before = data?.agents.filter((one) => comment.mentions.includes(one.agent_id)) ?? []
  const form = useForm({ initialValues: { body: comment.body, picked: before as Person[] } })
  const { body: text, picked } = form.values
  const params = { path: { lead_id: comment.lead_id, comment_id: comment.comment_id } }
  const change = useApiMutation(
    (sent: Shapes['CommentPatch']) => body(api.PATCH('/leads/{lead_id}/comments/{comment_id}', { params, body: sent })),
    { touches: TOUCHED.comments, onSuccess: onClose, onError: useServerErrors(form, ['body']) },
  )
  const submit = () => {
    if (text.trim()) change.mutate({ body: text.trim(), mentions: tagged(text, picked).map((one) => one.agent_id) })
  }
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack gap="xs">
        <MentionField
          label={t`Edit your comment`}
          people={people}
          value={text}
          error={form.errors.body}
          onChange={(now) => form.setFieldValue('body', now)}
          onPick={(person) =>
            form.setFieldValue('picked', [...picked.filter((one) => one.agent_id !== person.agent_id), person])
          }
        />
        <Group justify="end" gap="xs">
          <Button variant="default" size="sm" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" size="sm" loading={change.isPending} disabled={!text.trim()}>
            <Trans>Save</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
