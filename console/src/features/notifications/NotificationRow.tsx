import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Anchor, Badge, Button, Card, Group, Stack, Text } from '@mantine/core'
import { IconArchive, IconArrowBackUp } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { useMe } from '@/api/context'
import { ago, when } from '@/lib/locale'
import { useNow } from '@/lib/useNow'
import type { NotificationGroup } from './groups'
import { linkOf } from './links'
import type { SnoozeUntil } from './snooze'
import { SnoozeMenu } from './SnoozeMenu'
import { useNotificationDetail, useNotificationText } from './useNotificationText'
import type { Move, Notification } from './useNotifications'

const MINUTE = 60_000

interface Props {
  group: NotificationGroup
  open: boolean
  onToggle: () => void
  onMove: (move: Move) => void
}

/** What is new about one lead: the latest, and on request what came before it. */
export function NotificationRow({ group, open, onToggle, onMove }: Props) {
  const [latest, ...earlier] = group.items
  return (
    <Card withBorder padding="sm" mb="xs" className="notification">
      <Line notification={latest} items={group.items} onMove={onMove}>
        {earlier.length > 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            w="fit-content"
            aria-expanded={open}
            onClick={onToggle}
            data-expand
          >
            {open ? <Trans>Show less</Trans> : <Plural value={earlier.length} one="# more" other="# more" />}
          </Button>
        )}
      </Line>
      {open && earlier.length > 0 && (
        <ul className="notification-more">
          {earlier.map((one) => (
            <li key={one.notification_id}>
              <Line notification={one} items={[one]} onMove={onMove} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

interface LineProps {
  notification: Notification
  /** What its buttons move: the whole group, from its first line. */
  items: readonly Notification[]
  onMove: (move: Move) => void
  children?: React.ReactNode
}

function Line({ notification, items, onMove, children }: LineProps) {
  const { t } = useLingui()
  const now = useNow(Date.now, MINUTE)
  const said = useNotificationText()(notification)
  const place = linkOf(notification, useMe().data?.role)
  const snoozed = isSnoozed(notification, now)
  const put = (to: Move['to']) => onMove({ items, to })
  const isNew = !notification.archived && !snoozed
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs" py={4} data-line={notification.notification_id}>
      <Stack gap={2} miw={0}>
        <Anchor data-link fw={600} c="bright" renderRoot={(props) => <Link {...place} {...props} />}>
          {said}
        </Anchor>
        <Facts notification={notification} now={now} snoozed={snoozed} />
        {children}
      </Stack>
      <Group gap={0} wrap="nowrap" flex="none">
        {isNew && <SnoozeMenu label={t`Snooze: ${said}`} onSnooze={(until: SnoozeUntil) => put({ until })} />}
        <Turn label={isNew ? t`Archive: ${said}` : t`Bring back: ${said}`} isNew={isNew} onTurn={put} />
      </Group>
    </Group>
  )
}

function Turn({ label, isNew, onTurn }: { label: string; isNew: boolean; onTurn: (to: 'archived' | 'new') => void }) {
  const Icon = isNew ? IconArchive : IconArrowBackUp
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => onTurn(isNew ? 'archived' : 'new')}
    >
      <Icon size={20} stroke={1.6} aria-hidden />
    </ActionIcon>
  )
}

function Facts({ notification, now, snoozed }: { notification: Notification; now: number; snoozed: boolean }) {
  const zone = useMe().data?.team.time_zone
  const more = useNotificationDetail()(notification)
  const until = snoozed && zone && notification.snoozed_until ? when(notification.snoozed_until, zone) : null
  return (
    <Group gap="xs">
      <Text size="xs" c="dimmed" component="time" dateTime={notification.at}>
        {ago(notification.at, now)}
      </Text>
      {more && <Text size="xs">{more}</Text>}
      {until && (
        <Text size="xs">
          <Trans>Snoozed until {until}</Trans>
        </Text>
      )}
      {notification.archived && (
        <Badge variant="light" color="gray" size="sm" tt="none">
          <Trans>Archived</Trans>
        </Badge>
      )}
    </Group>
  )
}

/** Whether a notification comes back only later. */
export function isSnoozed({ snoozed_until }: Notification, now: number): boolean {
  return !!snoozed_until && Date.parse(snoozed_until) > now
}
