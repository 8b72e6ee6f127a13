import type { Shapes } from '@/api/client'

export type StepId = 'team' | 'people' | 'source' | 'route' | 'lead' | 'phone'

/** What the API answers of the team, from which the checklist is computed: nothing of it is kept in the browser. */
export interface Facts {
  me: string
  settings: Pick<Shapes['Settings'], 'working_hours'>
  members: Pick<Shapes['Member'], 'agent_id' | 'status'>[]
  sources: Pick<Shapes['Source'], 'source_id' | 'kind' | 'status' | 'last_delivery_at'>[]
  routes: Pick<Shapes['Route'], 'status' | 'agents'>[]
  devices: unknown[]
}

export interface Step {
  id: StepId
  done: boolean
  /** Where it is done. */
  to: '/settings' | '/agents' | '/sources' | '/routes/new' | '/sources/$sourceId' | '/me'
  sourceId?: string
  /** Whether the dialog in which it is done opens at once. */
  opens?: boolean
}

/** Return the steps of setting up a team, in order, each with whether it is done. */
export function stepsOf({ me, settings, members, sources, routes, devices }: Facts): Step[] {
  const taking = sources.filter((one) => one.kind !== 'manual' && one.status === 'active')
  const [first] = taking
  return [
    { id: 'team', to: '/settings', done: settings.working_hours.length > 0 },
    {
      id: 'people',
      to: '/agents',
      opens: true,
      done: members.some((one) => one.agent_id !== me && one.status !== 'removed'),
    },
    { id: 'source', to: '/sources', opens: true, done: first !== undefined },
    { id: 'route', to: '/routes/new', done: routes.some((one) => one.status === 'active' && one.agents.length > 0) },
    {
      id: 'lead',
      done: taking.some((one) => one.last_delivery_at),
      ...(first ? { to: '/sources/$sourceId', sourceId: first.source_id } : { to: '/sources' }),
    },
    { id: 'phone', to: '/me', done: devices.length > 0 },
  ]
}
