import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { NotFound } from './NotFound'
import { Shell } from './Shell'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })

/** A screen whose code is loaded when it is first gone to. What its address says after `?` is its own to read. */
const at = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component,
    validateSearch: (search: Record<string, unknown>): Record<string, string | undefined> =>
      Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)])),
  })

const tree = root.addChildren([
  at('/', lazyRouteComponent(() => import('@/features/offers/Offers'), 'Offers')),
  at('/mine', lazyRouteComponent(() => import('@/features/leads/Mine'), 'Mine')),
  at('/pool', lazyRouteComponent(() => import('@/features/pool/Pool'), 'Pool')),
  at('/tasks', lazyRouteComponent(() => import('@/features/tasks/Tasks'), 'Tasks')),
  at('/leads', lazyRouteComponent(() => import('@/features/leads/Leads'), 'Leads')),
  at('/leads/new', lazyRouteComponent(() => import('@/features/entry/NewLead'), 'NewLead')),
  at('/leads/import', lazyRouteComponent(() => import('@/features/entry/Import'), 'Import')),
  at('/leads/$leadId', lazyRouteComponent(() => import('@/features/lead/Lead'), 'Lead')),
  at('/dashboard', lazyRouteComponent(() => import('@/features/dashboard/Dashboard'), 'Dashboard')),
  at('/report', lazyRouteComponent(() => import('@/features/report/Report'), 'Report')),
  at('/agents', lazyRouteComponent(() => import('@/features/agents/Agents'), 'Agents')),
  at('/agents/$agentId', lazyRouteComponent(() => import('@/features/agents/Agent'), 'Agent')),
  at('/routes', lazyRouteComponent(() => import('@/features/routes/Routes'), 'Routes')),
  at('/routes/new', lazyRouteComponent(() => import('@/features/routes/NewRoute'), 'NewRoute')),
  at('/routes/try', lazyRouteComponent(() => import('@/features/routes/Try'), 'Try')),
  at('/routes/$routeId', lazyRouteComponent(() => import('@/features/routes/EditRoute'), 'EditRoute')),
  at('/coverage', lazyRouteComponent(() => import('@/features/coverage/Coverage'), 'Coverage')),
  at('/sources', lazyRouteComponent(() => import('@/features/sources/Sources'), 'Sources')),
  at('/sources/$sourceId', lazyRouteComponent(() => import('@/features/sources/Source'), 'Source')),
  at('/outbound', lazyRouteComponent(() => import('@/features/outbound/Outbound'), 'Outbound')),
  at('/settings', lazyRouteComponent(() => import('@/features/settings/Settings'), 'Settings')),
  at('/audit', lazyRouteComponent(() => import('@/features/audit/Audit'), 'Audit')),
  at('/roles', lazyRouteComponent(() => import('@/features/roles/Roles'), 'Roles')),
  at('/notifications', lazyRouteComponent(() => import('@/features/notifications/Notifications'), 'Notifications')),
  at('/me', lazyRouteComponent(() => import('@/features/me/Me'), 'Me')),
])

export function makeRouter() {
  return createRouter({ routeTree: tree, defaultPreload: 'intent', scrollRestoration: true })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
