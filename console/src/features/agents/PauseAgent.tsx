import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMe } from '@/api/context'
import { fullName } from '@/ui/names'
import { PauseForm } from '@/ui/PauseForm'
import type { Member } from './useAgents'
import { usePausing } from './usePausing'

/** The team pauses a member: everywhere, or on a route. */
export function PauseAgent({ member }: { member: Member }) {
  const { t } = useLingui()
  const me = useMe()
  const [opened, { open, close }] = useDisclosure()
  const { pause } = usePausing(member, close)
  const name = fullName(member)
  return (
    <>
      <Button variant="default" size="xs" onClick={open} aria-label={t`Pause ${name}`}>
        <Trans>Pause</Trans>
      </Button>
      <Modal opened={opened} onClose={close} title={t`Pause ${name}`} closeButtonProps={{ 'aria-label': t`Close` }}>
        {me.data && (
          <PauseForm zone={me.data.team.time_zone} busy={pause.isPending} onPause={(draft) => pause.mutate(draft)} />
        )}
      </Modal>
    </>
  )
}
