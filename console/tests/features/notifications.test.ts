import { expect, test } from 'vitest'
import { keyAction } from '@/features/notifications/keys'
import { linkOf } from '@/features/notifications/links'
import { withArchived, type Notification } from '@/features/notifications/useNotifications'

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
  expect(key('e')).toEqual({ archive: true })
  expect(key('e', { metaKey: true })).toBeNull()
  expect(key('x')).toBeNull()
})

test.each<[string, Partial<Notification>, object]>([
  ['a sensitive act keeps a Manager here', { kind: 'sensitive_act', lead_ids: [] }, { to: '/notifications' }],
  ['a message leads to its lead, the latest one', {}, { to: '/leads/$leadId', params: { leadId: 'lead_2' } }],
  ['an offer leads to the offers', { kind: 'offer' }, { to: '/' }],
  ['many in the pool lead to the pool', { kind: 'pooled', count: 4 }, { to: '/pool' }],
  ['one in the pool leads to the lead', { kind: 'pooled' }, { to: '/leads/$leadId', params: { leadId: 'lead_2' } }],
  ['a lead that one may not see any more is not gone to', { kind: 'offer_withdrawn', lead_name: '' }, { to: '/' }],
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
  expect(withArchived(pages, 'notification_1', true, 'new').pages[0]?.items).toEqual([])
  expect(withArchived(pages, 'notification_1', true, 'all').pages[0]?.items[0]?.archived).toBe(true)
  expect(withArchived(pages, 'another', true, 'new').pages[0]?.items).toEqual([NOTIFICATION])
})

test('a sensitive act leads a Rainmaker to the audit', () => {
  expect(linkOf({ ...NOTIFICATION, kind: 'sensitive_act' }, 'rainmaker')).toEqual({ to: '/audit' })
})
