import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMe } from '@/api/context'
import { fullName } from '@/ui/words/names'
import { PauseForm } from '@/ui/forms/PauseForm'
import { unexpired } from './pauses'
import type { Member } from '../useAgents'
import { usePausing } from './usePausing'

/** The team pauses a member, everywhere or on a route. Hidden from who may not. */
export function PauseAgent({ member }: { member: Member }) {
  const { t } = useLingui()
  const me = useMe()
  const [opened, { open, close }] = useDisclosure()
  const { pause } = usePausing(member, close)
  const name = fullName(member)
  if (!member.may.includes('pause')) return null
  return (
    <>
      <Button variant="default" size="xs" onClick={open} aria-label={t`Pause ${name}`}>
        <Trans>Pause</Trans>
      </Button>
      <Modal opened={opened} onClose={close} title={t`Pause ${name}`} closeButtonProps={{ 'aria-label': t`Close` }}>
        {me.data && <PauseForm zone={me.data.team.time_zone} {...pause} />}
      </Modal>
    </>
  )
}

/** On the roster: the team pauses a member, or lifts its pause of everything. */
export function PauseOrResume({ member }: { member: Member }) {
  const { t } = useLingui()
  const { resume } = usePausing(member)
  const name = fullName(member)
  const paused = unexpired(member.pauses, Date.now()).some((one) => one.side === 'team' && one.route_id === undefined)
  if (!paused || !member.may.includes('unpause')) return <PauseAgent member={member} />
  return (
    <Button
      variant="light"
      size="xs"
      loading={resume.isPending}
      onClick={() => resume.mutate(undefined)}
      aria-label={t`Resume ${name}`}
    >
      <Trans>Resume</Trans>
    </Button>
  )
}
