import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Text } from '@mantine/core'
import { useConsole } from '@/api/context'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { Section } from '@/ui/layout/Page'

/** My sessions, all of which I can end at once. */
export function Sessions() {
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
      <Text size="sm" c="dimmed">
        <Trans>Do it if you have lost a device, or if somebody may know your password; then change it.</Trans>
      </Text>
    </Section>
  )
}
