import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { IconClock } from '@/ui/icons'
import { useMe } from '@/api/context'
import { when } from '@/lib/locale'
import { laterToday, type SnoozeUntil } from './snooze'

interface Props {
  label: string
  onSnooze: (until: SnoozeUntil) => void
}

/** The button that snoozes, with the times to choose from. */
export function SnoozeMenu({ label, onSnooze }: Props) {
  const { t } = useLingui()
  const zone = useMe().data?.team.time_zone ?? 'UTC'
  const { at, today } = laterToday(Date.now(), zone)
  const time = when(at, zone, 'time')
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label} data-snooze>
          <IconClock size={20} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onSnooze('later')}>
          {today ? t`Later today, at ${time}` : t`In three hours, at ${time}`}
        </Menu.Item>
        <Menu.Item onClick={() => onSnooze('tomorrow')}>
          <Trans>Tomorrow at 9:00</Trans>
        </Menu.Item>
        <Menu.Item onClick={() => onSnooze('monday')}>
          <Trans>Next Monday at 9:00</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
