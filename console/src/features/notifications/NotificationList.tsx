import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { groupByLead, type NotificationGroup, ungrouped } from './groups'
import { keyAction } from './keys'
import { NotificationRow } from './NotificationRow'
import './notifications.css'
import type { Move, Notification } from './useNotifications'

interface Props {
  notifications: Notification[]
  /** Whether those of one lead show as one row. */
  grouped: boolean
  onMove: (move: Move) => void
  onUndo: () => void
}

/** A list of notifications, each a link that Enter opens; the other keys are in `keys`. */
export function NotificationList({ notifications, grouped, onMove, onUndo }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const wanted = useRef<number | null>(null)
  const [open, setOpen] = useState<readonly string[]>([])
  const groups = grouped ? groupByLead(notifications) : ungrouped(notifications)
  const links = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-link]') ?? [])]
  const toggle = (key: string) =>
    setOpen((before) => (before.includes(key) ? before.filter((one) => one !== key) : [...before, key]))

  // Once a notification has left the list, the next one has the focus.
  useEffect(() => {
    if (wanted.current === null) return
    const there = links()
    there[Math.min(wanted.current, there.length - 1)]?.focus()
    wanted.current = null
  }, [notifications])
  useFirstKey(() => links()[0]?.focus())

  function move(change: Move) {
    const focused = document.activeElement?.closest('[data-row]')
    wanted.current = focused ? links().findIndex((link) => focused.contains(link)) : null
    onMove(change)
  }

  function onKey(event: KeyboardEvent) {
    const action = keyAction(event)
    const row = (event.target as Element).closest<HTMLElement>('[data-row]')
    const group = groups.find((one) => one.key === row?.dataset.row)
    if (!action || !row || !group) return
    event.preventDefault()
    if ('go' in action) {
      const here = links().findIndex((link) => link.closest('[data-line]') === lineOf(event))
      links()[here + action.go]?.focus()
      return
    }
    const items = chosen(group, event)
    if (action.act === 'undo') onUndo()
    if (action.act === 'expand' && group.items.length > 1) toggle(group.key)
    if (action.act === 'snooze') lineOf(event)?.querySelector<HTMLElement>('[data-snooze]')?.click()
    if (action.act === 'archive' && items.some((one) => !one.archived)) move({ items, to: 'archived' })
    if (action.act === 'renew' && items.some((one) => one.archived || one.snoozed_until)) move({ items, to: 'new' })
  }

  return (
    // The keys move among the links in the list; the list itself is nothing to press.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul ref={list} onKeyDown={onKey} className="notifications">
      {groups.map((group) => (
        <li key={group.key} data-row={group.key}>
          <NotificationRow
            group={group}
            open={open.includes(group.key)}
            onToggle={() => toggle(group.key)}
            onMove={move}
          />
        </li>
      ))}
    </ul>
  )
}

const lineOf = (event: KeyboardEvent) => (event.target as Element).closest('[data-line]')

/** Return what a key acts on: the whole group from its first line, else the one that the focus is on. */
function chosen(group: NotificationGroup, event: KeyboardEvent): readonly Notification[] {
  const id = lineOf(event)?.getAttribute('data-line')
  const [latest, ...earlier] = group.items
  const one = earlier.find((each) => each.notification_id === id)
  return one ? [one] : [latest, ...earlier]
}

/** Call `go` when a key of the list is pressed while nothing has the focus. */
function useFirstKey(go: () => void) {
  const latest = useRef(go)
  useEffect(() => {
    latest.current = go
  })
  useEffect(() => {
    const hear = (event: globalThis.KeyboardEvent) => {
      const idle = document.activeElement === document.body || document.activeElement?.id === 'main'
      const action = idle ? keyAction(event) : null
      if (action && 'go' in action && !event.key.startsWith('Arrow')) latest.current()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}
