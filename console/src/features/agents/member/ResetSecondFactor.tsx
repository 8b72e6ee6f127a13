import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Text } from '@mantine/core'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { Section } from '@/ui/layout/Page'
import { fullName } from '@/ui/words/names'
import type { Member } from '../useAgents'

/** Take a lost second factor from a member. */
export function ResetSecondFactor({ member }: { member: Member }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const confirm = useConfirm()
  const name = fullName(member)
  const reset = useApiMutation(
    () => body(api.DELETE('/agents/{agent_id}/mfa', { params: { path: { agent_id: member.agent_id } } })),
    { touches: TOUCHED.member, success: t`${name} signs in with the password alone, until they set up another.` },
  )
  function ask() {
    confirm({
      title: t`Reset the second factor of ${name}?`,
      about: t`Make sure that the request comes from them. All their sessions end.`,
      verb: t`Reset`,
      danger: true,
      onYes: () => reset.mutate(),
    })
  }
  return (
    <Section
      title={t`Second factor`}
      actions={
        <Button variant="default" onClick={ask} loading={reset.isPending}>
          <Trans>Reset second factor</Trans>
        </Button>
      }
    >
      <Text size="sm" c="dimmed">
        <Trans>For a member who has lost the device with their authenticator app.</Trans>
      </Text>
    </Section>
  )
}
