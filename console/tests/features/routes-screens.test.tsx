import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, renderHook, screen, waitFor, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, test, vi } from 'vitest'
import { type Api, Refused, type Shapes } from '@/api/client'
import { ConsoleContext } from '@/api/context'
import { blank, draftOf, type RouteValues, valuesOf } from '@/features/routes/editor/routeForm'
import { useRouteForm } from '@/features/routes/editor/RouteFormContext'
import { RouteEditor } from '@/features/routes/editor/RouteEditor'
import { useReorder, useRoutes } from '@/features/routes/useRoutes'
import { useFollowingForm } from '@/features/routes/editor/useFollowingForm'
import { useSave } from '@/features/routes/useRoute'
import { ServerClock } from '@/lib/clock'
import { aRoute } from '../make/route'

const route = (route_id: string, position: number) => ({ route_id, position, title: route_id }) as Shapes['Route']

/** An API that answers what it is given by path, and remembers what was put. */
function fake(
  answers: Record<string, unknown>,
  put: (path: string, given: { body: unknown }) => Promise<unknown>,
): Api {
  const get = (path: string) => Promise.resolve({ data: answers[path] })
  return { GET: vi.fn(get), PUT: vi.fn(put), POST: vi.fn() } as unknown as Api
}

function around(api: Api) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return function Around({ children }: { children: ReactNode }) {
    return (
      <I18nProvider i18n={i18n}>
        <MantineProvider env="test">
          <QueryClientProvider client={queries}>
            <ConsoleContext.Provider
              value={{
                api,
                clock: new ServerClock(),
                leave: async () => undefined,
                askPool: async () => ({}) as never,
              }}
            >
              {children}
            </ConsoleContext.Provider>
          </QueryClientProvider>
        </MantineProvider>
      </I18nProvider>
    )
  }
}

const PLAN = {
  '/routes': { items: [route('one', 1), route('two', 2), route('three', 3)], next: null },
  '/routes/order': { ids: ['one', 'two', 'three'], version: 4 },
}

function ordering(api: Api, refused = vi.fn()) {
  return renderHook(() => ({ routes: useRoutes(), reorder: useReorder(refused) }), { wrapper: around(api) })
}

test('a new order is shown at once, and back as it was with what was refused', async () => {
  let refuse: (error: unknown) => void = () => undefined
  const refused = vi.fn()
  const { result } = ordering(
    fake(PLAN, () => new Promise((_, reject) => (refuse = reject))),
    refused,
  )
  const shown = () => result.current.routes.data?.items.map((one) => one.route_id)
  await waitFor(() => expect(shown()).toEqual(['one', 'two', 'three']))

  act(() => result.current.reorder.mutate(['three', 'one', 'two']))
  await waitFor(() => expect(shown()).toEqual(['three', 'one', 'two']))
  const outrun = new Refused('changed_by_other', 409)
  act(() => refuse(outrun))
  await waitFor(() => expect(shown()).toEqual(['one', 'two', 'three']))
  expect(refused).toHaveBeenCalledWith(outrun)
})

test('two orders one after the other: the second is sent with the version that the first has made', async () => {
  const sent: unknown[] = []
  const api = fake(PLAN, async (_, { body }) => {
    sent.push(body)
    return { data: { ...(body as Shapes['RouteOrder']), version: 4 + sent.length } }
  })
  const { result } = ordering(api)
  await waitFor(() => expect(result.current.routes.data).toBeDefined())
  act(() => {
    result.current.reorder.mutate(['two', 'one', 'three'])
    result.current.reorder.mutate(['two', 'three', 'one'])
  })
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent).toMatchObject([{ version: 4 }, { ids: ['two', 'three', 'one'], version: 5 }])
})

const DIRECTORY = {
  '/directory': {
    agents: [
      { agent_id: 'a', name: 'Ana', role: 'agent', status: 'active' },
      { agent_id: 'b', name: 'Bea', role: 'agent', status: 'active' },
    ],
    sources: [],
    routes: [],
  },
}

const WHOLE = aRoute({ may: ['edit', 'pause', 'delete'] })

function editor(values: Partial<RouteValues>, { editable = true, fresh = true, failure = null as unknown } = {}) {
  const onSave = vi.fn()
  function Editor() {
    const form = useRouteForm({ ...blank(), ...values })
    return (
      <RouteEditor
        form={form}
        onSave={onSave}
        busy={false}
        failure={failure}
        others={{ above: [], below: [] }}
        editable={editable}
        fresh={fresh}
        zone="Europe/Madrid"
      />
    )
  }
  render(<Editor />, { wrapper: around(fake(DIRECTORY, () => Promise.resolve({}))) })
  return onSave
}
const save = () => fireEvent.submit(screen.getByText('Save').closest('form') as HTMLFormElement)

const SHARED = {
  title: 'Day',
  rule: 'weighted_random',
  seats: [
    { agent_id: 'a', weight: 60 },
    { agent_id: 'b', weight: 30 },
  ],
} as const

test('percentages that are not 100 are said and keep the route from being saved; sharing equally mends them', async () => {
  const onSave = editor({ ...SHARED, seats: [...SHARED.seats] })
  expect(await screen.findByText('Together 90 %: it must be 100 %')).toBeVisible()
  save()
  expect(onSave).not.toHaveBeenCalled()
  expect(screen.getAllByText('The percentages add up to 90, not to 100.')).toHaveLength(3)
  fireEvent.click(screen.getByText('Share equally'))
  expect(screen.queryByText('The percentages add up to 90, not to 100.')).toBeNull()
  save()
  expect(onSave.mock.lastCall?.[0]).toMatchObject({ seats: [{ weight: 50 }, { weight: 50 }] })
})

test('what keeps a route from being saved is said beside the button, which goes to its place', async () => {
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView')
  const onSave = editor({ title: '', seats: [] })
  const bar = within(await screen.findByTestId('save-bar'))
  save()
  expect(onSave).not.toHaveBeenCalled()
  expect(bar.getByRole('alert')).toHaveTextContent('The route has no name yet.and 1 thing more')
  expect(screen.getByLabelText(/^Name/)).toHaveFocus()
  expect(scrolled.mock.instances.at(-1)).toBe(document.querySelector('[data-part="title"]'))

  fireEvent.change(screen.getByLabelText(/^Name/), { target: { value: 'Day' } })
  fireEvent.click(bar.getByRole('button', { name: 'No agent is chosen.' }))
  expect(screen.getByPlaceholderText('Add an agent')).toHaveFocus()
  scrolled.mockRestore()
})

test('the button that saves is there once a route of the list has something to save', async () => {
  editor({ ...SHARED, seats: [...SHARED.seats] }, { fresh: false })
  await screen.findByText('Together 90 %: it must be 100 %')
  expect(screen.queryByText('Save')).toBeNull()
  fireEvent.click(screen.getByText('Share equally'))
  expect(screen.getByText('Save')).toBeVisible()
})

test('a refusal that is of no part of the form is said beside the button', async () => {
  editor({ ...SHARED, seats: [...SHARED.seats] }, { failure: new Refused('gateway', 503) })
  const bar = within(await screen.findByTestId('save-bar'))
  expect(bar.getByRole('alert')).toHaveTextContent('Relevo cannot be reached right now.')
})

test('once the API has refused a part, the form goes there', async () => {
  const part = { loc: ['body', 'title'], reason: 'too_long', msg: 'RAW', params: { most: 30 } } as const
  const failing = fake(DIRECTORY, () => Promise.reject(new Refused('invalid', 422, [{ ...part, loc: [...part.loc] }])))
  function Editor() {
    const form = useRouteForm({ ...blank(), ...SHARED, seats: [{ agent_id: 'a', weight: 100 }] })
    const sent = useSave(form, 'Saved.', vi.fn())
    const others = { above: [], below: [] }
    const send = (values: RouteValues) => sent.mutate({ draft: draftOf(values), of: { routeId: 'one', version: 1 } })
    return (
      <RouteEditor
        {...{ form, others }}
        onSave={send}
        busy={sent.isPending}
        failure={sent.error}
        editable
        fresh
        zone="Europe/Madrid"
      />
    )
  }
  render(<Editor />, { wrapper: around(failing) })
  const bar = within(await screen.findByTestId('save-bar'))
  save()
  expect(await bar.findByRole('alert')).toHaveTextContent('This is too long')
  await waitFor(() => expect(screen.getByLabelText(/^Name/)).toHaveFocus())
})

test('holidays are chosen from the country’s own, with their dates, and the next ones are told', async () => {
  const items = [
    { date: '2026-12-08', name: 'Inmaculada Concepción' },
    { date: '2026-12-25', name: 'Natividad del Señor' },
  ]
  const holidays = { country: 'ES', region: '', names: [], observed: true }
  const onSave = vi.fn()
  function Editor() {
    const form = useRouteForm({
      ...blank(),
      ...SHARED,
      seats: [{ agent_id: 'a', weight: 100 }],
      special: true,
      holidays,
    })
    const others = { above: [], below: [] }
    return <RouteEditor {...{ form, onSave, others }} busy={false} failure={null} editable zone="Europe/Madrid" />
  }
  const answers = { ...DIRECTORY, '/plan/holidays': { regions: ['CT', 'MD'], items } }
  render(<Editor />, { wrapper: around(fake(answers, () => Promise.resolve({}))) })
  expect(
    await screen.findByText('Next: Inmaculada Concepción (Dec 8, 2026), Natividad del Señor (Dec 25, 2026)'),
  ).toBeVisible()
  fireEvent.click(screen.getByRole('combobox', { name: 'Only these holidays' }))
  fireEvent.click(await screen.findByRole('option', { name: /Natividad.*Dec 25, 2026/ }))
  expect(screen.getByText('Next: Natividad del Señor (Dec 25, 2026)')).toBeVisible()
  fireEvent.click(screen.getByRole('combobox', { name: 'Region' }))
  fireEvent.click(await screen.findByRole('option', { name: 'MD' }))
  save()
  expect(onSave.mock.lastCall?.[0].holidays).toEqual({ ...holidays, region: 'MD', names: ['Natividad del Señor'] })
})

test('exact percentages are a switch on the weighted rule', async () => {
  const onSave = editor({ ...SHARED, seats: [{ agent_id: 'a', weight: 100 }] })
  fireEvent.click(await screen.findByLabelText(/Exact percentages/))
  save()
  expect(onSave.mock.lastCall?.[0]).toMatchObject({ rule: 'fair_share' })
})

test('what the API refuses stands beside the part it speaks of, until that part is changed', async () => {
  const api = fake({ '/routes/{route_id}': WHOLE, '/routes': { items: [] }, '/routes/order': {}, ...DIRECTORY }, () =>
    Promise.reject(new Refused('title_taken', 409)),
  )
  const { result } = renderHook(
    () => {
      const form = useRouteForm(valuesOf(WHOLE))
      return { form, save: useSave(form, 'Saved.', vi.fn()) }
    },
    { wrapper: around(api) },
  )
  const draft = draftOf(valuesOf(WHOLE))
  act(() => result.current.save.mutate({ draft, of: { routeId: 'one', version: 1 } }))
  await waitFor(() => expect(result.current.form.errors).toEqual({ title: 'Another route has this name.' }))
  act(() => result.current.form.setFieldValue('title', 'Nights'))
  expect(result.current.form.errors).toEqual({})
})

test('an untouched form follows what somebody else saves, an edited one asks whose to keep', () => {
  const { result, rerender } = renderHook(useFollowingForm, {
    initialProps: WHOLE,
    wrapper: around(fake({}, () => Promise.resolve({}))),
  })
  const state = () => [result.current.form.values.title, result.current.version, result.current.conflict]
  rerender({ ...WHOLE, title: 'Morning', version: 2 })
  expect(state()).toEqual(['Morning', 2, false])

  act(() => result.current.form.setFieldValue('title', 'Mine'))
  rerender({ ...WHOLE, title: 'Theirs', version: 3 })
  expect(state()).toEqual(['Mine', 2, true])
  act(() => result.current.keepMine())
  expect(state()).toEqual(['Mine', 3, false])

  rerender({ ...WHOLE, title: 'Theirs', version: 4 })
  expect(state()).toEqual(['Mine', 3, true])
  act(() => result.current.takeTheirs())
  expect(state()).toEqual(['Theirs', 4, false])
})

test('who may not change the route reads it', async () => {
  editor({ title: 'Day', seats: [{ agent_id: 'a', weight: 0 }] }, { editable: false })
  expect(await screen.findByText(/go to Ana, who has 10 min to claim/)).toBeVisible()
  expect(screen.getByLabelText(/^Name/)).toBeDisabled()
  expect(screen.queryByText('Save')).toBeNull()
})
