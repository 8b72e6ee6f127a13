import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { body } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { when } from '@/lib/locale'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { Section } from '@/ui/layout/Page'
import { SecondFactorSetup } from './SecondFactorSetup'

/** My second factor: set up, or switched off where the team does not require one. */
export function SecondFactor({ me }: { me: Me }) {
  const { t } = useLingui()
  const [opened, { open, close }] = useDisclosure()
  const { mode, since } = me.second_factor ?? {}
  const at = since && when(since, me.team.time_zone, 'day')
  return (
    <Section
      title={t`Second factor`}
      actions={
        at ? (
          mode === 'optional' && <SwitchOff />
        ) : (
          <Button variant="default" onClick={open} disabled={opened}>
            <Trans>Set up</Trans>
          </Button>
        )
      }
    >
      <Text size="sm" c="dimmed">
        {at ? (
          <Trans>Signing in asks for a code of your authenticator app since {at}.</Trans>
        ) : (
          <Trans>
            A code from an authenticator app, asked for after your password: a stolen password is not enough to sign in.
          </Trans>
        )}
      </Text>
      {opened && !at && <SecondFactorSetup email={me.email} team={me.team.name} onDone={close} />}
    </Section>
  )
}

function SwitchOff() {
  const { t } = useLingui()
  const { api, askPool } = useConsole()
  const confirm = useConfirm()
  const off = useApiMutation(
    async () => {
      await askPool('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false } })
      await body(api.POST('/me/mfa'))
    },
    { touches: [KEYS.me], success: t`The second factor is off.` },
  )
  function ask() {
    confirm({
      title: t`Switch the second factor off?`,
      about: t`Your password alone will let you in.`,
      verb: t`Switch off`,
      danger: true,
      onYes: () => off.mutate(),
    })
  }
  return (
    <Button variant="default" onClick={ask} loading={off.isPending}>
      <Trans>Switch off</Trans>
    </Button>
  )
}
