import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@/ui/icons'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import type { Commented } from '../stream/entries'

/** What its author may do with a comment. */
export function CommentMenu({ comment, onEdit }: { comment: Commented; onEdit: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const ask = useConfirm()
  const params = { path: { lead_id: comment.lead_id, comment_id: comment.comment_id } }
  const remove = useApiMutation(() => body(api.DELETE('/leads/{lead_id}/comments/{comment_id}', { params })), {
    touches: TOUCHED.comments,
    success: t`Comment deleted.`,
  })
  const may = comment.may ?? []
  if (may.length === 0) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" size="md" aria-label={t`More about your comment`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may.includes('edit') && (
          <Menu.Item onClick={onEdit}>
            <Trans>Edit</Trans>
          </Menu.Item>
        )}
        <Menu.Item
          color="red"
          onClick={() =>
            ask({
              title: t`Delete your comment?`,
              about: t`What it says is gone for everybody, with its task if that says the same. That there was one stays.`,
              verb: t`Delete`,
              danger: true,
              onYes: () => remove.mutate(),
            })
          }
        >
          <Trans>Delete</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
