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

/** End all sessions of a member, such as on a lost phone. */
export function SignOut({ member }: { member: Member }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const confirm = useConfirm()
  const name = fullName(member)
  const end = useApiMutation(
    () => body(api.POST('/agents/{agent_id}/sign-out', { params: { path: { agent_id: member.agent_id } } })),
    { touches: TOUCHED.member, success: t`${name} is signed out on all devices.` },
  )
  function ask() {
    confirm({
      title: t`Sign ${name} out on all devices?`,
      about: t`They sign in again with their password.`,
      verb: t`Sign out`,
      danger: true,
      onYes: () => end.mutate(),
    })
  }
  return (
    <Section
      title={t`Sign-ins`}
      actions={
        <Button variant="default" onClick={ask} loading={end.isPending}>
          <Trans>Sign out on all devices</Trans>
        </Button>
      }
    >
      <Text size="sm" c="dimmed">
        <Trans>For a lost phone, or if somebody else may know their password.</Trans>
      </Text>
    </Section>
  )
}
