import { useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { type OrderedRoutes, orderedRoutesQuery } from '@/api/queries/routes'
import { refresh } from '@/api/refresh'

export type Route = Shapes['Route']
const REORDERING = ['routes', 'reorder']

/** All routes from the top of the list, and the order with its version. */
export function useRoutes() {
  const { api } = useConsole()
  const ordering = useIsMutating({ mutationKey: REORDERING }) > 0
  return useQuery({
    ...orderedRoutesQuery(api),
    // While a new order is being saved, the server's is outdated.
    enabled: !ordering,
  })
}

/**
 * Reorder the routes: shown at once, and reverted if refused.
 *
 * Requests are sent one after the other, each with the version of the one before.
 */
export function useReorder(onError: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  const { queryKey } = orderedRoutesQuery(api)
  const update = (change: (routes: OrderedRoutes) => OrderedRoutes) =>
    queries.setQueryData(queryKey, (routes) => routes && change(routes))
  return useMutation({
    mutationKey: REORDERING,
    scope: { id: 'routes-order' },
    mutationFn: (ids: string[]) => {
      const version = queries.getQueryData(queryKey)?.order.version ?? null
      return body(api.PUT('/routes/order', { body: { ids, version } }))
    },
    onMutate: async (ids) => {
      await queries.cancelQueries({ queryKey })
      const before = queries.getQueryData(queryKey)
      update((routes) => ({ ...routes, items: inOrder(routes.items, ids) }))
      return { before }
    },
    onSuccess: (order) => update((routes) => ({ ...routes, order })),
    onError: (error, _ids, context) => {
      queries.setQueryData(queryKey, context?.before)
      onError(error)
    },
    onSettled: () => {
      if (queries.isMutating({ mutationKey: REORDERING }) <= 1) void refresh(queries, TOUCHED.route)
    },
  })
}

function inOrder(items: Route[], ids: string[]): Route[] {
  const byId = new Map(items.map((route) => [route.route_id, route]))
  return ids.map((id) => byId.get(id)).filter((route): route is Route => route !== undefined)
}

/** Pause a route or let it take leads again. */
export function useSwitch(onError: (error: unknown) => void, onSwitched: (route: Route) => void = () => undefined) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (route: Pick<Route, 'route_id' | 'version' | 'status'>) => {
      const params = { path: { route_id: route.route_id }, header: { 'If-Match': `"${route.version}"` } }
      return route.status === 'active'
        ? body(api.POST('/routes/{route_id}/pause', { params }))
        : body(api.POST('/routes/{route_id}/activate', { params }))
    },
    onSuccess: (route) => onSwitched(route),
    onError,
    onSettled: () => refresh(queries, TOUCHED.route),
  })
}
