import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouteComponent,
} from '@tanstack/react-router'
import { lastRole } from '@/api/useRole'
import { Home, leadsToDashboard } from './home/Home'
import { loadRest } from './rest'
import { ScreenError } from './ScreenError'

const root = createRootRoute({
  notFoundComponent: lazyRouteComponent(() => import('./NotFound'), 'NotFound'),
})

/** Load a screen's code and its catalogues. */
const screen = <M extends Record<string, unknown>>(load: () => Promise<M>, name: keyof M & string) =>
  lazyRouteComponent(async () => (await Promise.all([load(), loadRest()]))[0], name)

/** A route whose screen is loaded on demand. The screen reads its own search params. */
const at = <P extends string>(path: P, component: RouteComponent) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component,
    validateSearch: (search: Record<string, unknown>): Record<string, string | undefined> =>
      Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)])),
  })

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: Home,
  // Whoever supervised on this device before need not wait for the start to be drawn.
  beforeLoad: () => {
    if (leadsToDashboard(lastRole())) throw redirect({ to: '/dashboard', replace: true })
  },
})

const tree = root.addChildren([
  start,
  at(
    '/mine',
    screen(() => import('@/features/leads/Mine'), 'Mine'),
  ),
  at(
    '/pool',
    screen(() => import('@/features/pool/Pool'), 'Pool'),
  ),
  at(
    '/tasks',
    screen(() => import('@/features/tasks/Tasks'), 'Tasks'),
  ),
  at(
    '/leads',
    screen(() => import('@/features/leads/Leads'), 'Leads'),
  ),
  at(
    '/conversations',
    screen(() => import('@/features/leads/conversations/OpenConversations'), 'OpenConversations'),
  ),
  at(
    '/leads/new',
    screen(() => import('@/features/entry/NewLead'), 'NewLead'),
  ),
  at(
    '/leads/import',
    screen(() => import('@/features/entry/import/Import'), 'Import'),
  ),
  at(
    '/leads/$leadId',
    screen(() => import('@/features/lead/Lead'), 'Lead'),
  ),
  at(
    '/dashboard',
    screen(() => import('./home/TeamHome'), 'TeamHome'),
  ),
  at(
    '/to-read',
    screen(() => import('@/features/toread/ToRead'), 'ToRead'),
  ),
  at(
    '/report',
    screen(() => import('@/features/report/Report'), 'Report'),
  ),
  at(
    '/agents',
    screen(() => import('@/features/agents/roster/Agents'), 'Agents'),
  ),
  at(
    '/agents/$agentId',
    screen(() => import('@/features/agents/member/Agent'), 'Agent'),
  ),
  at(
    '/routes',
    screen(() => import('@/features/routes/list/Routes'), 'Routes'),
  ),
  at(
    '/routes/new',
    screen(() => import('@/features/routes/editor/NewRoute'), 'NewRoute'),
  ),
  at(
    '/routes/try',
    screen(() => import('@/features/routes/try/Try'), 'Try'),
  ),
  at(
    '/routes/$routeId',
    screen(() => import('@/features/routes/editor/EditRoute'), 'EditRoute'),
  ),
  at(
    '/coverage',
    screen(() => import('@/features/coverage/Coverage'), 'Coverage'),
  ),
  at(
    '/sources',
    screen(() => import('@/features/sources/Sources'), 'Sources'),
  ),
  at(
    '/sources/$sourceId',
    screen(() => import('@/features/sources/source/Source'), 'Source'),
  ),
  at(
    '/sources/$sourceId/fields',
    screen(() => import('@/features/sources/fields/Fields'), 'Fields'),
  ),
  at(
    '/outbound',
    screen(() => import('@/features/outbound/Outbound'), 'Outbound'),
  ),
  at(
    '/templates',
    screen(() => import('@/features/templates/Templates'), 'Templates'),
  ),
  at(
    '/settings',
    screen(() => import('@/features/settings/Settings'), 'Settings'),
  ),
  at(
    '/settings/privacy',
    screen(() => import('@/features/privacy/Privacy'), 'Privacy'),
  ),
  at(
    '/audit',
    screen(() => import('@/features/audit/Audit'), 'Audit'),
  ),
  at(
    '/audit/seen',
    screen(() => import('@/features/audit/Seen'), 'Seen'),
  ),
  at(
    '/objections',
    screen(() => import('@/features/privacy/Objections'), 'Objections'),
  ),
  at(
    '/roles',
    screen(() => import('@/features/roles/Roles'), 'Roles'),
  ),
  at(
    '/notifications',
    screen(() => import('@/features/notifications/Notifications'), 'Notifications'),
  ),
  at(
    '/me',
    screen(() => import('@/features/me/Me'), 'Me'),
  ),
])

export function makeRouter() {
  return createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: ScreenError,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
