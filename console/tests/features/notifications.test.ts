import { expect, test } from 'vitest'
import { groupByLead } from '@/features/notifications/groups'
import { keyAction } from '@/features/notifications/keys'
import { linkOf } from '@/features/notifications/links'
import { laterToday } from '@/features/notifications/snooze'
import { withMove, type Notification } from '@/features/notifications/useNotifications'

const NOTIFICATION: Notification = {
  notification_id: 'notification_1',
  kind: 'message',
  at: '2026-11-27T12:00:00Z',
  archived: false,
  count: 1,
  lead_ids: ['lead_1', 'lead_2'],
  lead_name: 'Lucía Pérez',
  detail: {},
}
const key = (name: string, held: object = {}) =>
  keyAction({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...held })

test('keys move, archive and undo; with others held they are the browser’s', () => {
  expect(key('j')).toEqual(key('ArrowDown'))
  expect(key('k')).toEqual({ go: -1 })
  expect(key('e')).toEqual({ act: 'archive' })
  expect(key('s')).toEqual({ act: 'snooze' })
  expect(key('e', { metaKey: true })).toBeNull()
  expect(key('y')).toBeNull()
})

test.each<[string, Partial<Notification>, object]>([
  ['a sensitive act keeps a Manager here', { kind: 'sensitive_act', lead_ids: [] }, { to: '/notifications' }],
  [
    'a message leads to the last of its lead',
    {},
    { to: '/leads/$leadId', params: { leadId: 'lead_2' }, search: { tab: 'messages' } },
  ],
  ['an offer leads to the offers', { kind: 'offer' }, { to: '/' }],
  [
    'an offer that one claimed leads to the lead',
    { kind: 'offer', ended: 'claimed' },
    { to: '/leads/$leadId', params: { leadId: 'lead_2' } },
  ],
  [
    'a mention leads to the very comment',
    { kind: 'mention', detail: { comment_id: 'comment_1' } },
    { to: '/leads/$leadId', params: { leadId: 'lead_2' }, search: { tab: 'comments', entry: 'comment_1' } },
  ],
  ['many in the pool lead to the pool', { kind: 'pooled', count: 4 }, { to: '/pool' }],
  ['one in the pool leads to the lead', { kind: 'pooled' }, { to: '/leads/$leadId', params: { leadId: 'lead_2' } }],
  [
    'a lead that one may not see any more is not gone to',
    { kind: 'offer_withdrawn', lead_name: '' },
    { to: '/notifications' },
  ],
  ['many that one is reminded of lead to one’s leads', { kind: 'reminded', count: 3 }, { to: '/mine' }],
  [
    'a switched route leads to it',
    { kind: 'route_switched', lead_ids: [], detail: { route_id: 'route_1' } },
    { to: '/routes/$routeId', params: { routeId: 'route_1' } },
  ],
])('%s', (_, change, place) => {
  expect(linkOf({ ...NOTIFICATION, ...change })).toEqual(place)
})

test('what is put away goes from its tab, and is marked where all are shown', () => {
  const pages = { pages: [{ items: [NOTIFICATION], next: null, unread: 1 }], pageParams: [''] }
  const archived = { items: [NOTIFICATION], to: 'archived' } as const
  expect(withMove(pages, archived, 'new').pages[0]?.items).toEqual([])
  expect(withMove(pages, archived, 'all').pages[0]?.items[0]?.archived).toBe(true)
  expect(withMove(pages, { ...archived, items: [] }, 'new').pages[0]?.items).toEqual([NOTIFICATION])
  expect(withMove(pages, { items: [NOTIFICATION], to: { until: 'later' } }, 'new').pages[0]?.items).toEqual([])
})

test('what is new about one lead is one group, where its latest is; what is about several stands alone', () => {
  const about = (id: string, ...lead_ids: string[]) => ({ ...NOTIFICATION, notification_id: id, lead_ids })
  const groups = groupByLead([about('n5', 'a'), about('n4', 'b'), about('n3', 'a', 'b'), about('n2', 'a'), about('n1')])
  expect(groups.map(({ items }) => items.map((one) => one.notification_id))).toEqual([
    ['n5', 'n2'],
    ['n4'],
    ['n3'],
    ['n1'],
  ])
})

test('later is said to be today only where it is, in the team’s zone', () => {
  const noon = Date.parse('2026-11-27T12:00:00Z')
  expect(laterToday(noon, 'Europe/Madrid')).toEqual({ at: '2026-11-27T15:00:00.000Z', today: true })
  expect(laterToday(noon + 9 * 3_600_000, 'Europe/Madrid').today).toBe(false)
})

test('a sensitive act leads a Rainmaker to the audit', () => {
  expect(linkOf({ ...NOTIFICATION, kind: 'sensitive_act' }, 'rainmaker')).toEqual({ to: '/audit' })
})
