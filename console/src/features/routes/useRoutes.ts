import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'

export type Route = Shapes['Route']
interface Listed {
  items: Route[]
  order: Shapes['Order']
}
const KEY = ['routes']

/** All routes from the top of the list, and the order with its version. */
export function useRoutes() {
  const { api } = useConsole()
  return useQuery({
    queryKey: KEY,
    queryFn: async (): Promise<Listed> => {
      const [routes, order] = await Promise.all([body(api.GET('/routes')), body(api.GET('/routes/order'))])
      return { items: routes.items, order }
    },
  })
}

/** Put the routes in another order: shown at once, and back as it was if somebody else was faster. */
export function useReorder(onRefused: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ ids, version }: { ids: string[]; version: number }) =>
      body(api.PUT('/routes/order', { body: { ids, version } })),
    onMutate: async ({ ids }) => {
      await queries.cancelQueries({ queryKey: KEY })
      const before = queries.getQueryData<Listed>(KEY)
      if (before) {
        const byId = new Map(before.items.map((route) => [route.route_id, route]))
        const items = ids.map((id) => byId.get(id)).filter((route): route is Route => route !== undefined)
        queries.setQueryData(KEY, { ...before, items })
      }
      return { before }
    },
    onError: (error, _ids, context) => {
      queries.setQueryData(KEY, context?.before)
      onRefused(error)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
}

/** Pause a route or let it take leads again; shown at once. */
export function useSwitch(onRefused: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (route: Route) => {
      const params = { path: { route_id: route.route_id }, header: { 'If-Match': `"${route.version}"` } }
      return route.status === 'active'
        ? body(api.POST('/routes/{route_id}/pause', { params }))
        : body(api.POST('/routes/{route_id}/activate', { params }))
    },
    onError: onRefused,
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
}
