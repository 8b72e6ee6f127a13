import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Text } from '@mantine/core'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { Section } from '@/ui/layout/Page'
import type { Member } from '../useAgents'

/** Send the invitation of a member who has not signed in yet again. */
export function InviteAgain({ member }: { member: Member }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const { email } = member
  const send = useApiMutation(
    () => body(api.POST('/agents/{agent_id}/invitation', { params: { path: { agent_id: member.agent_id } } })),
    { touches: TOUCHED.member, success: t`The invitation is on its way to ${email}.` },
  )
  return (
    <Section
      title={t`Invitation`}
      actions={
        <Button variant="default" onClick={() => send.mutate()} loading={send.isPending}>
          <Trans>Send again</Trans>
        </Button>
      }
    >
      <Text size="sm" c="dimmed">
        <Trans>
          They have not signed in yet. Another mail brings a new temporary password, good for seven days. Within ten
          minutes of the one before none is sent.
        </Trans>
      </Text>
    </Section>
  )
}
