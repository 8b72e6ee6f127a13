import { type QueryClient, useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { readAgain } from '@/api/refresh'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'

export type Route = Shapes['Route']
interface Listed {
  items: Route[]
  order: Shapes['Order']
}
const KEY = ['routes', 'list']
const ORDERING = ['routes', 'ordering']

/** All routes from the top of the list, and the order with its version. */
export function useRoutes() {
  const { api } = useConsole()
  const ordering = useIsMutating({ mutationKey: ORDERING }) > 0
  return useQuery({
    queryKey: KEY,
    // While an order is on its way, what the server has is older than what is shown.
    enabled: !ordering,
    queryFn: async (): Promise<Listed> => {
      const [routes, order] = await Promise.all([body(api.GET('/routes')), body(api.GET('/routes/order'))])
      return { items: routes.items, order }
    },
  })
}

/**
 * Put the routes in another order: shown at once, and back as it was if somebody else was faster.
 *
 * Orders are sent one after the other, each with the version that the one before has made.
 */
export function useReorder(onRefused: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationKey: ORDERING,
    scope: { id: 'routes-order' },
    mutationFn: (ids: string[]) => {
      const version = queries.getQueryData<Listed>(KEY)?.order.version ?? null
      return body(api.PUT('/routes/order', { body: { ids, version } }))
    },
    onMutate: async (ids) => {
      await queries.cancelQueries({ queryKey: KEY })
      const before = queries.getQueryData<Listed>(KEY)
      show(queries, (listed) => ({ ...listed, items: inOrder(listed.items, ids) }))
      return { before }
    },
    onSuccess: (order) => show(queries, (listed) => ({ ...listed, order })),
    onError: (error, _ids, context) => {
      queries.setQueryData(KEY, context?.before)
      onRefused(error)
    },
    onSettled: () => {
      if (queries.isMutating({ mutationKey: ORDERING }) <= 1) void queries.invalidateQueries({ queryKey: ['routes'] })
    },
  })
}

function show(queries: QueryClient, change: (listed: Listed) => Listed) {
  queries.setQueryData<Listed>(KEY, (listed) => listed && change(listed))
}

function inOrder(items: Route[], ids: string[]): Route[] {
  const byId = new Map(items.map((route) => [route.route_id, route]))
  return ids.map((id) => byId.get(id)).filter((route): route is Route => route !== undefined)
}

/** Pause a route or let it take leads again. */
export function useSwitch(onRefused: (error: unknown) => void, onSwitched: (route: Route) => void = () => undefined) {
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
    onError: onRefused,
    onSettled: () => readAgain(queries, { queryKey: ['routes'] }),
  })
}
