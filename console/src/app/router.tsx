import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Shell } from './Shell'

const root = createRootRoute({ component: Shell })
const at = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component })

const tree = root.addChildren([
  at('/', lazyRouteComponent(() => import('@/features/offers/Offers'), 'Offers')),
  at('/mine', lazyRouteComponent(() => import('@/features/leads/Mine'), 'Mine')),
  at('/pool', lazyRouteComponent(() => import('@/features/pool/Pool'), 'Pool')),
  at('/leads', lazyRouteComponent(() => import('@/features/leads/Leads'), 'Leads')),
  at('/leads/$leadId', lazyRouteComponent(() => import('@/features/lead/Lead'), 'Lead')),
  at('/routes', lazyRouteComponent(() => import('@/features/routes/Routes'), 'Routes')),
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
