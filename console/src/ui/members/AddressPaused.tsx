import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Stack, Text } from '@mantine/core'
import { useMe } from '@/api/context'
import { when } from '@/lib/locale'
import { useAddressPause } from './useAddressPauses'

/** That no mail goes to a member's address, why, and how to use it again; nothing where mails go there. */
export function AddressPaused({ agentId }: { agentId: string }) {
  const { t } = useLingui()
  const me = useMe()
  const { pause, use } = useAddressPause(agentId)
  if (!pause || !me.data) return null
  const at = when(pause.at, me.data.team.time_zone)
  const own = agentId === me.data.agent_id
  return (
    <Alert color="yellow">
      <Stack gap="sm" align="start">
        <Text size="sm" fw={600}>
          {own ? t`No mail goes to your address` : t`No mail goes to this address`}
        </Text>
        <Text size="sm">
          {pause.cause === 'complaint' ? (
            <Trans>On {at} one was reported as unwanted.</Trans>
          ) : (
            <Trans>On {at} the address refused one for good.</Trans>
          )}{' '}
          {own ? (
            <Trans>You find your notices here. Once it takes mails again, use it again.</Trans>
          ) : (
            <Trans>
              They find their notices in Relevo. Once it takes mails again, use it again. If it is wrong, remove the
              member and invite them at the right one.
            </Trans>
          )}
        </Text>
        {pause.may.includes('use_again') && (
          <Button variant="default" onClick={() => use.mutate()} loading={use.isPending}>
            <Trans>Use the address again</Trans>
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
