import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Anchor, Badge, Card, Group, Stack, Text } from '@mantine/core'
import { IconArchive, IconArrowBackUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { ago } from '@/lib/locale'
import { useNow } from '@/lib/live'
import { moveOf } from './moves'
import { placeOf } from './places'
import { useMore, useTold } from './told'
import type { Notice } from './useNotices'

const MINUTE = 60_000

interface Props {
  notices: Notice[]
  onFile: (notice: Notice) => void
  onUndo: () => void
}

/** Notices, each a way to what it tells of. `j` and `k` or the arrows move, `e` archives, `z` undoes. */
export function NoticeList({ notices, onFile, onUndo }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const wanted = useRef<number | null>(null)
  const links = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-notice]') ?? [])]

  // Once a notice is put away, the next one has the focus.
  useEffect(() => {
    if (wanted.current === null) return
    const there = links()
    there[Math.min(wanted.current, there.length - 1)]?.focus()
    wanted.current = null
  }, [notices])

  function onKey(event: KeyboardEvent) {
    const move = moveOf(event)
    const row = (event.target as Element).closest('li')
    const place = row && list.current ? [...list.current.children].indexOf(row) : -1
    if (!move || place < 0) return
    event.preventDefault()
    if ('go' in move) links()[place + move.go]?.focus()
    if ('undo' in move) onUndo()
    const notice = notices[place]
    if ('archive' in move && notice) put(notice, place)
  }

  function put(notice: Notice, place: number) {
    wanted.current = place
    onFile(notice)
  }

  return (
    // The keys move among the links in the list; the list itself is nothing to press.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul ref={list} onKeyDown={onKey} style={{ listStyle: 'none', padding: 0, margin: 0 }}>
      {notices.map((notice, place) => (
        <li key={notice.notification_id}>
          <Told notice={notice} onFile={() => put(notice, place)} />
        </li>
      ))}
    </ul>
  )
}

function Told({ notice, onFile }: { notice: Notice; onFile: () => void }) {
  const { t } = useLingui()
  const now = useNow(Date.now, MINUTE)
  const said = useTold()(notice)
  const more = useMore()(notice)
  const place = placeOf(notice)
  const label = notice.archived ? t`Bring back: ${said}` : t`Archive: ${said}`
  return (
    <Card withBorder padding="sm" mb="xs">
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Stack gap={2} miw={0}>
          <Anchor data-notice fw={600} c="bright" renderRoot={(props) => <Link {...place} {...props} />}>
            {said}
          </Anchor>
          <Group gap="xs">
            <Text size="xs" c="dimmed" component="time" dateTime={notice.at}>
              {ago(notice.at, now)}
            </Text>
            {more && <Text size="xs">{more}</Text>}
            {notice.archived && (
              <Badge variant="light" color="gray" size="sm" tt="none">
                <Trans>Archived</Trans>
              </Badge>
            )}
          </Group>
        </Stack>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label} onClick={onFile}>
          {notice.archived ? <IconArrowBackUp size={20} stroke={1.6} aria-hidden /> : <IconArchive size={20} stroke={1.6} aria-hidden />}
        </ActionIcon>
      </Group>
    </Card>
  )
}
