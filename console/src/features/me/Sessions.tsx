import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, List, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { signInsQuery } from '@/api/queries/me'
import { when } from '@/lib/locale'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { Loaded } from '@/ui/layout/Loaded'
import { Section } from '@/ui/layout/Page'
import { deviceName } from '@/ui/words/devices'

/** My last sign-ins, and how to end all sessions at once. */
export function Sessions({ zone }: { zone: string }) {
  const { t } = useLingui()
  const { leave } = useConsole()
  const confirm = useConfirm()
  const end = useApiMutation(() => leave(true), { touches: [] })
  function ask() {
    confirm({
      title: t`Sign out on all devices?`,
      about: t`Also here: you sign in again with your password.`,
      verb: t`Sign out on all devices`,
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
      <SignIns zone={zone} />
      <Text size="sm" c="dimmed">
        <Trans>Do it if you have lost a device, or if somebody may know your password; then change it.</Trans>
      </Text>
    </Section>
  )
}

function SignIns({ zone }: { zone: string }) {
  const { api } = useConsole()
  const signIns = useQuery(signInsQuery(api))
  return (
    <Loaded query={signIns} height={120}>
      {({ items }) => (
        <List listStyleType="none" spacing="xs">
          {items.map((one) => (
            <List.Item key={`${one.at} ${one.browser} ${one.system}`}>
              <OneSignIn signIn={one} zone={zone} />
            </List.Item>
          ))}
        </List>
      )}
    </Loaded>
  )
}

function OneSignIn({ signIn, zone }: { signIn: Shapes['SignIn']; zone: string }) {
  return (
    <Group gap="xs">
      <Text size="sm">{when(signIn.at, zone)}</Text>
      <Text size="sm" c="dimmed">
        {deviceName(signIn)}
      </Text>
      {signIn.current && (
        <Badge variant="light" tt="none">
          <Trans>This device</Trans>
        </Badge>
      )}
      {signIn.ended && (
        <Badge variant="default" tt="none">
          <Trans>Signed out</Trans>
        </Badge>
      )}
    </Group>
  )
}
