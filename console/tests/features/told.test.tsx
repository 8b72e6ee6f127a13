import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, waitFor } from '@testing-library/react'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApi } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { linkOf } from '@/features/notifications/links'
import { useNotificationDetail, useNotificationText } from '@/features/notifications/useNotificationText'
import type { Notification } from '@/features/notifications/useNotifications'
import { ServerClock } from '@/lib/clock'
import { NOTICES } from '@/ui/words/events'
import { screenOfPush } from '@/worker/pushed'
import { messages as first } from '@/words/es.po'
import { messages as rest } from '@/words/rest/es.po'
import { ME } from '../make/refusing'

type Kind = Notification['kind']
const KINDS = Object.keys(NOTICES) as Kind[]
const AT = '2026-11-27T12:00:00Z'
const DETAIL = {
  by: 'agent_marta',
  agent_id: 'agent_marta',
  comment_id: 'comment_1',
  task_id: 'task_1',
  source_id: 'source_web',
  route_id: 'route_main',
  status: 'paused',
  since: AT,
  from: AT,
  due: AT,
  deadline: AT,
  limit: 'week',
  max: 7,
  leads: 31,
  waiting: 12,
  usual_seconds: 3600,
  act: 'report.exported',
  subject: 'report',
}
const DIRECTORY = {
  agents: [{ agent_id: 'agent_marta', name: 'Marta', role: 'manager', status: 'active' }],
  sources: [{ source_id: 'source_web', title: 'Web' }],
  routes: [{ route_id: 'route_main', title: 'Main' }],
}
/** What a kind must name, beside a word of its own; the others name the person. */
const NAMED: Partial<Record<Kind, string>> = {
  offer_missed: '',
  offer_withdrawn: '',
  limit_reached: '7',
  erasure_due: '31',
  to_read: '12',
  target_disabled: '',
  address_paused: 'Marta',
  source_silent: 'Web',
  source_failing: 'Web',
  route_switched: 'Main',
  sensitive_act: 'Marta',
}

function Told({ kind, count }: { kind: Kind; count: number }) {
  const notification = notice(kind, count)
  const [text, detail] = [useNotificationText(), useNotificationDetail()]
  return (
    <p>
      {text(notification)} {detail(notification)}
    </p>
  )
}

function notice(kind: Kind, count = 1): Notification {
  const about = { lead_ids: ['lead_1'], lead_name: 'Lucía Pérez', detail: DETAIL }
  return { notification_id: 'notification_1', kind, at: AT, archived: false, count, ...about }
}

async function said(kind: Kind, count = 1): Promise<string> {
  globalThis.fetch = async (asked) =>
    Response.json(
      new URL((asked as Request).url).pathname === '/directory' ? DIRECTORY : { ...ME, agent_id: 'agent_me' },
    )
  const api = createApi('http://api.test', { token: () => Promise.resolve('token') }, () => undefined)
  const { container } = render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>
        <ConsoleContext.Provider
          value={{ api, clock: new ServerClock(), leave: async () => undefined, askPool: async () => ({}) as never }}
        >
          <Told kind={kind} count={count} />
        </ConsoleContext.Provider>
      </QueryClientProvider>
    </I18nProvider>,
  )
  await waitFor(() => expect(container.textContent).not.toContain('…'))
  if (kind in { limit_reached: 1 }) await waitFor(() => expect(container.textContent).toContain('7'))
  const text = container.textContent
  cleanup()
  return text
}

const english = new Map<Kind, string>()

describe.each(['en', 'es'])('in %s', (locale) => {
  beforeAll(() => i18n.loadAndActivate({ locale, messages: locale === 'es' ? { ...first, ...rest } : {} }))
  afterAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

  test.each(KINDS)('%s says what happened, to whom or what', async (kind) => {
    const text = await said(kind)
    expect(text).toContain(NAMED[kind] ?? 'Lucía Pérez')
    expect(text.trim().length).toBeGreaterThan(8)
    expect(text).not.toBe(english.get(kind))
    english.set(kind, text)
    expect(text).not.toMatch(/undefined|null|NaN|\{/)
    expect(await said(kind, 3)).not.toMatch(/undefined|null|NaN|\{/)
  })

  test.each([
    'mention',
    'task_assigned',
    'task_done',
    'lead_assigned',
    'lead_merged',
    'doubted',
    'attempted',
    'reminded',
    'response_missed',
    'task_overdue',
    'attention',
    'route_switched',
    'sensitive_act',
  ] as const)('%s says who', async (kind) => {
    expect(await said(kind)).toContain('Marta')
  })
})

test('every kind opens something', () => {
  expect(KINDS.filter((kind) => !linkOf(notice(kind), 'rainmaker').to)).toEqual([])
})

test.each([
  ['/leads/lead_1?tab=comments&entry=comment_1', '/leads/lead_1?tab=comments&entry=comment_1'],
  ['//elsewhere.example', '/leads/lead_1'],
  ['https://elsewhere.example', '/leads/lead_1'],
  [undefined, '/leads/lead_1'],
])('a push opens the page that it names, if it is one of the console’s: %s', (page, opens) => {
  expect(screenOfPush({ kind: 'mention', count: 1, lead_id: 'lead_1', ...(page ? { page } : {}) })).toBe(opens)
})
