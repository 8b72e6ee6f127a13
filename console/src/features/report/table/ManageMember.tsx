import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu, Modal } from '@mantine/core'
import { IconAdjustments, IconDots, IconPlayerPause, IconPlayerPlay } from '@/ui/icons'
import { useState } from 'react'
import { useMe } from '@/api/context'
import { LimitsForm } from '@/ui/forms/LimitsForm'
import { fullName } from '@/ui/words/names'
import { PauseForm } from '@/ui/forms/PauseForm'
import { useDirectory } from '@/ui/words/useDirectory'
import { type Member, useManageMember } from './useManageMember'

const SIZE = 16

/** What may be done to an agent right from the report: pause, resume, limits. Hidden where nothing may. */
export function Manage({ member }: { member: Member }) {
  const { t } = useLingui()
  const { data: me } = useMe()
  const [open, setOpen] = useState<'pause' | 'limits' | null>(null)
  const close = () => setOpen(null)
  const { pause, resume, limit } = useManageMember(member, close)
  const name = fullName(member)
  const may = {
    pause: member.may.includes('pause'),
    resume: member.may.includes('unpause'),
    limit: member.may.includes('set_limits'),
  }
  if (!me || !Object.values(may).includes(true)) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t`Manage ${name}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {may.pause && (
            <Menu.Item leftSection={<IconPlayerPause size={SIZE} aria-hidden />} onClick={() => setOpen('pause')}>
              <Trans>Pause…</Trans>
            </Menu.Item>
          )}
          {may.resume && <Resuming member={member} onResume={(route) => resume.mutate(route)} />}
          {may.limit && (
            <Menu.Item leftSection={<IconAdjustments size={SIZE} aria-hidden />} onClick={() => setOpen('limits')}>
              <Trans>Limits…</Trans>
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={open === 'pause'}
        onClose={close}
        title={t`Pause ${name}`}
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        <PauseForm zone={me.team.time_zone} {...pause} />
      </Modal>
      <Modal
        opened={open === 'limits'}
        onClose={close}
        title={t`Limits of ${name}`}
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        <LimitsForm key={member.version} limits={member.limits} {...limit} />
      </Modal>
    </>
  )
}

/** The team's pauses, each to be lifted by itself. */
function Resuming({ member, onResume }: { member: Member; onResume: (route: string | undefined) => void }) {
  const directory = useDirectory()
  return member.pauses
    .filter(({ side }) => side === 'team')
    .map(({ route_id }) => {
      const route = route_id && directory.route(route_id)
      return (
        <Menu.Item
          key={route_id ?? ''}
          leftSection={<IconPlayerPlay size={SIZE} aria-hidden />}
          onClick={() => onResume(route_id)}
        >
          {route ? <Trans>Resume on {route}</Trans> : <Trans>Resume everywhere</Trans>}
        </Menu.Item>
      )
    })
}
