import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Anchor, Badge, Card, Group, Stack, Text } from '@mantine/core'
import { IconArchive, IconArrowBackUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useMe } from '@/api/context'
import { ago } from '@/lib/locale'
import { useNow } from '@/lib/useNow'
import { keyAction } from './keys'
import { linkOf } from './links'
import { useNotificationDetail, useNotificationText } from './useNotificationText'
import type { Notification } from './useNotifications'

const MINUTE = 60_000

interface Props {
  notifications: Notification[]
  onArchive: (notification: Notification) => void
  onUndo: () => void
}

/** A list of notifications, each a link. `j` and `k` or the arrows move, `e` archives, `z` undoes. */
export function NotificationList({ notifications, onArchive, onUndo }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const wanted = useRef<number | null>(null)
  const links = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-notification]') ?? [])]

  // Once a notification is archived, the next one has the focus.
  useEffect(() => {
    if (wanted.current === null) return
    const there = links()
    there[Math.min(wanted.current, there.length - 1)]?.focus()
    wanted.current = null
  }, [notifications])

  function onKey(event: KeyboardEvent) {
    const move = keyAction(event)
    const row = (event.target as Element).closest('li')
    const place = row && list.current ? [...list.current.children].indexOf(row) : -1
    if (!move || place < 0) return
    event.preventDefault()
    if ('go' in move) links()[place + move.go]?.focus()
    if ('undo' in move) onUndo()
    const notification = notifications[place]
    if ('archive' in move && notification) put(notification, place)
  }

  function put(notification: Notification, place: number) {
    wanted.current = place
    onArchive(notification)
  }

  return (
    // The keys move among the links in the list; the list itself is nothing to press.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul ref={list} onKeyDown={onKey} style={{ listStyle: 'none', padding: 0, margin: 0 }}>
      {notifications.map((notification, place) => (
        <li key={notification.notification_id}>
          <NotificationCard notification={notification} onArchive={() => put(notification, place)} />
        </li>
      ))}
    </ul>
  )
}

function NotificationCard({ notification, onArchive }: { notification: Notification; onArchive: () => void }) {
  const { t } = useLingui()
  const now = useNow(Date.now, MINUTE)
  const said = useNotificationText()(notification)
  const more = useNotificationDetail()(notification)
  const place = linkOf(notification, useMe().data?.role)
  const label = notification.archived ? t`Bring back: ${said}` : t`Archive: ${said}`
  return (
    <Card withBorder padding="sm" mb="xs">
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Stack gap={2} miw={0}>
          <Anchor data-notification fw={600} c="bright" renderRoot={(props) => <Link {...place} {...props} />}>
            {said}
          </Anchor>
          <Group gap="xs">
            <Text size="xs" c="dimmed" component="time" dateTime={notification.at}>
              {ago(notification.at, now)}
            </Text>
            {more && <Text size="xs">{more}</Text>}
            {notification.archived && (
              <Badge variant="light" color="gray" size="sm" tt="none">
                <Trans>Archived</Trans>
              </Badge>
            )}
          </Group>
        </Stack>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label} onClick={onArchive}>
          {notification.archived ? (
            <IconArrowBackUp size={20} stroke={1.6} aria-hidden />
          ) : (
            <IconArchive size={20} stroke={1.6} aria-hidden />
          )}
        </ActionIcon>
      </Group>
    </Card>
  )
}
