import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { fireEvent, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import type { Api, Shapes } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { Agent } from '@/features/agents/member/Agent'
import { PauseOrResume } from '@/features/agents/pauses/PauseAgent'
import { Lead } from '@/features/lead/Lead'
import { OfferCard } from '@/features/offers/OfferCard'
import { PoolActions } from '@/features/pool/PoolActions'
import { Manage } from '@/features/report/table/ManageMember'
import { EditRoute } from '@/features/routes/editor/EditRoute'
import { RouteSwitch } from '@/features/routes/list/RouteSwitch'
import { Source } from '@/features/sources/source/Source'
import { ServerClock } from '@/lib/clock'
import { TaskCheckbox } from '@/ui/tasks/TaskCheckbox'
import { aRoute } from '../make/route'

type LeadVerb = Shapes['LeadVerb']
type MemberVerb = Shapes['MemberVerb']
type SourceVerb = Shapes['SourceVerb']

const AT = '2026-11-27T08:00:00Z'
const PERSON = { first_name: 'Ana', last_name: 'Gil', emails: [], phones: [] }
const ME = { agent_id: 'me', role: 'agent', team: { time_zone: 'Europe/Madrid', language: 'en' } }
const lead = (may: LeadVerb[], known: Partial<Shapes['Lead']> = {}): Shapes['Lead'] => ({
  lead_id: 'one',
  state: 'owned',
  stage: 'new',
  since: AT,
  created_at: AT,
  last_activity_at: AT,
  attributes: {},
  contact: PERSON,
  source_title: 'Web',
  version: 1,
  may,
  ...(may.includes('judge') ? { doubt: { by: 'ana', at: AT } } : {}),
  ...known,
})
const route = (may: Shapes['RouteVerb'][], status: Shapes['Route']['status'] = 'active') => aRoute({ may, status })
const member = (may: MemberVerb[]): Shapes['Member'] => ({
  agent_id: 'ana',
  first_name: 'Ana',
  last_name: 'Gil',
  email: 'ana@example.com',
  created_at: AT,
  hours: [],
  limits: {},
  may_hand_over: false,
  languages: [],
  absences: [],
  covers_for: [],
  pauses: [{ side: 'team', at: AT, by: 'me' }],
  role: 'agent',
  status: 'active',
  version: 1,
  may,
})
const source = (may: SourceVerb[]): Shapes['Source'] => ({
  source_id: 'one',
  title: 'Web',
  kind: 'standard',
  status: 'active',
  created_at: AT,
  previous_until: AT,
  version: 1,
  may,
})
const offer = (may: LeadVerb[]): Shapes['MyOffer'] => ({
  offer_id: 'one',
  lead_id: 'one',
  made_at: AT,
  deadline: '2126-11-27T08:10:00Z',
  attributes: {},
  contact: PERSON,
  route_id: 'one',
  route_title: 'Day',
  source_title: 'Web',
  together: false,
  may,
})

/** Show a part of the console; the API answers by path, and else with empty lists. */
async function show(part: ReactNode, answers: Record<string, unknown> = {}) {
  const all: Record<string, unknown> = { '/me': ME, ...answers }
  const get = (path: string) => Promise.resolve({ data: all[path] ?? EMPTY })
  const api = { GET: vi.fn(get) } as unknown as Api
  const root = createRootRoute()
  const at = createRoute({ getParentRoute: () => root, path: '/leads/$leadId', component: () => <main>{part}</main> })
  const history = createMemoryHistory({ initialEntries: ['/leads/one'] })
  const router = createRouter({ routeTree: root.addChildren([at]), history })
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <QueryClientProvider client={queries}>
          <ConsoleContext.Provider
            value={{ api, clock: new ServerClock(), leave: async () => undefined, askPool: async () => ({}) as never }}
          >
            <RouterProvider router={router as never} />
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
  await screen.findByRole('main')
}
const EMPTY = { items: [], agents: [], sources: [], routes: [], members: [], ids: [], next: null }

/** Return the verbs whose control is there; `menu` is opened first where it is. */
function shownOf(controls: Record<string, string>, menu?: string): string[] {
  const there = () =>
    [...document.querySelectorAll('button, input, [role=tab], [role=menuitem]')].map(
      (one) => one.getAttribute('aria-label') ?? one.textContent,
    )
  if (menu && there().includes(menu)) fireEvent.click(screen.getByLabelText(menu))
  const names = there()
  return Object.keys(controls).filter((verb) => names.includes(controls[verb] ?? ''))
}

interface Screen<Verb extends string> {
  /** The name of the control of each verb. */
  controls: Record<Verb, string>
  draw: (may: Verb[]) => Promise<void>
  /** The button that opens a menu with some of the controls. */
  menu?: string
}

function eachVerb<Verb extends string>(of: string, { controls, draw, menu }: Screen<Verb>) {
  describe(`of ${of}`, () => {
    test.each(Object.keys(controls) as Verb[])('%s is shown exactly if it is listed', async (verb) => {
      await draw([verb])
      expect(shownOf(controls, menu)).toEqual([verb])
    })
    test('nothing is shown where nothing is listed', async () => {
      await draw([])
      expect(shownOf(controls, menu)).toEqual([])
    })
  })
}

const drawLead = async (may: LeadVerb[], known: Partial<Shapes['Lead']> = {}) => {
  await show(<Lead />, { '/leads/{lead_id}': lead(may, known) })
  await screen.findByText('Where it stands')
}

eachVerb<Exclude<LeadVerb, 'open_conversation' | 'close_conversation' | 'withdraw_objection'>>('a lead', {
  controls: {
    claim: 'Claim',
    pass: 'Pass',
    assign: 'Assign',
    release: 'Return to the pool',
    route: 'Send through routing again',
    hand_over: 'Hand over',
    give_back: 'Give back',
    close: 'Close as',
    reopen: 'Reopen',
    judge: 'It is no lead',
    merge: 'Merge into another lead',
    edit: 'Edit the contact',
    mark_do_not_contact: 'Do not contact',
    record_consent: 'Record consent',
    record_objection: 'Record an objection',
    record_interaction: 'Log a contact',
    record_message: 'Messages',
    comment: 'Comments',
    add_task: 'Task',
  },
  draw: drawLead,
  menu: 'More actions',
})

test('an objection is withdrawn where that is listed', async () => {
  const objection = { what: 'marketing', since: AT } as const
  await drawLead(['withdraw_objection'], { objection })
  expect(shownOf({ withdraw_objection: 'Withdraw the objection' })).toEqual(['withdraw_objection'])
})

test('one’s own lead is handed over, not assigned', async () => {
  await drawLead(['assign', 'hand_over'], { owner: 'me' })
  expect(shownOf({ assign: 'Reassign', hand_over: 'Hand over' })).toEqual(['hand_over'])
})

test('a pooled lead is sent through routing only where that is listed', async () => {
  await drawLead(['claim', 'assign'], { state: 'pooled', reason: 'released', source_id: 'web' })
  expect(shownOf({ route: 'Send through routing', claim: 'Claim' })).toEqual(['claim'])
})

test.each([
  ['open_conversation', {}],
  ['close_conversation', { conversation: {} as NonNullable<Shapes['Lead']['conversation']> }],
] as const)('%s is shown exactly if it is listed', async (verb, known) => {
  const controls = { open_conversation: 'Open conversation', close_conversation: 'Close conversation' }
  await drawLead(['record_message', verb], known)
  expect(shownOf(controls)).toEqual([verb])
})

eachVerb<'claim' | 'pass'>('an offer', {
  controls: { claim: 'Claim', pass: 'Pass' },
  draw: (may) =>
    show(<OfferCard offer={offer(may)} error={null} keys onRefused={() => undefined} onTried={() => undefined} />),
})

eachVerb<'claim' | 'assign'>('a lead in the pool', {
  controls: { claim: 'Claim Ana', assign: 'Assign Ana' },
  draw: (may) => show(<PoolActions lead={lead(may, { state: 'pooled' })} name="Ana" />),
})

const ROTA = { shifts: [], only: false, version: 0 }

eachVerb<'edit' | 'delete'>('a route', {
  controls: { edit: 'Save', delete: 'Delete…' },
  draw: async (may) => {
    await show(<EditRoute />, { '/routes/{route_id}': route(may), '/routes/{route_id}/rota': ROTA })
    await screen.findByText('What it does')
    fireEvent.change(screen.getByLabelText(/^Name/), { target: { value: 'Nights' } })
  },
})

test.each([
  ['active', ['pause'], 1],
  ['active', ['activate'], 0],
  ['paused', ['activate'], 1],
  ['paused', [], 0],
] as const)('a route that is %s and lists %o has %i switches', async (status, may, count) => {
  await show(<RouteSwitch route={route([...may], status)} />)
  expect(screen.queryAllByLabelText('Day takes leads')).toHaveLength(count)
})

eachVerb<MemberVerb>('a member', {
  controls: {
    edit: 'Save profile',
    set_limits: 'Save limits',
    pause: 'Pause Ana Gil',
    unpause: 'Resume everywhere',
    invite_again: 'Send again',
    sign_out: 'Sign out on all devices',
    reset_second_factor: 'Reset second factor',
    remove: 'Remove…',
  },
  draw: async (may) => {
    await show(<Agent />, { '/agents/{agent_id}': member(may) })
    await screen.findByText('Profile')
    await screen.findByText(/The team's pause/)
  },
})

eachVerb<'pause' | 'unpause'>('a member on the roster', {
  controls: { pause: 'Pause Ana Gil', unpause: 'Resume Ana Gil' },
  draw: (may) => show(<PauseOrResume member={member(may)} />),
})

eachVerb<'pause' | 'unpause' | 'set_limits'>('a member in the report', {
  controls: { pause: 'Pause…', unpause: 'Resume everywhere', set_limits: 'Limits…' },
  draw: async (may) => {
    await show(<Manage member={member(may)} />)
    if (may.length > 0) await screen.findByLabelText('Manage Ana Gil')
  },
  menu: 'Manage Ana Gil',
})

const drawSource = async (may: SourceVerb[]) => {
  await show(<Source />, { '/sources/{source_id}': source(may) })
  await screen.findByText('How to connect it')
  if (may.includes('revoke_former_secret')) await screen.findByText('Revoke now')
}

eachVerb<Exclude<SourceVerb, 'archive'>>('a source', {
  controls: {
    edit: 'Save',
    renew_secret: 'Renew the secret',
    revoke_former_secret: 'Revoke now',
    send_test: 'Send a test lead',
  },
  draw: drawSource,
})

test('a source that a route names cannot be archived, and why is told', async () => {
  await drawSource(['edit'])
  expect(screen.getByText('Archive…').closest('button')).toBeDisabled()
  expect(screen.getByText('Archive…').closest('button')).toHaveAccessibleDescription(/A route still names this source/)
})

test('a source that lists it can be archived', async () => {
  await drawSource(['edit', 'archive'])
  expect(screen.getByText('Archive…').closest('button')).toBeEnabled()
})

test.each([
  [false, ['finish'], true],
  [false, [], false],
  [true, ['reopen'], true],
  [true, [], false],
] as const)('a task, done: %s, that lists %o can be ticked: %s', async (done, may, enabled) => {
  await show(<TaskCheckbox leadId="one" taskId="one" what="Call" done={done} may={[...may]} />)
  const box = screen.getByLabelText('Done: Call')
  if (enabled) expect(box).toBeEnabled()
  else expect(box).toBeDisabled()
})

test('a task shows at once what was ticked', async () => {
  await show(<TaskCheckbox leadId="one" taskId="one" what="Call" done={false} may={['finish']} />)
  const box = screen.getByLabelText('Done: Call')
  fireEvent.click(box)
  expect(box).toBeChecked()
})

test('a route shows at once that it was paused', async () => {
  await show(<RouteSwitch route={route(['pause'])} />)
  const toggle = screen.getByLabelText('Day takes leads')
  fireEvent.click(toggle)
  expect(toggle).not.toBeChecked()
})
