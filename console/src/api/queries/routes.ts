import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type Api, body, type Shapes } from '../client'
import { KEYS } from './keys'

/** All routes from the top of the list, and the order with its version. */
export interface OrderedRoutes {
  items: Shapes['Route'][]
  order: Shapes['RouteOrder']
}

export const orderedRoutesQuery = (api: Api) =>
  queryOptions({
    queryKey: [...KEYS.routes, 'ordered'],
    queryFn: async (): Promise<OrderedRoutes> => {
      const [routes, order] = await Promise.all([body(api.GET('/routes')), body(api.GET('/routes/order'))])
      return { items: routes.items, order }
    },
  })

/** All routes, for their titles and members. */
export const routesQuery = (api: Api) =>
  queryOptions({ queryKey: [...KEYS.routes, 'list'], queryFn: () => body(api.GET('/routes')) })

export const routeQuery = (api: Api, routeId: string) =>
  queryOptions({
    queryKey: [...KEYS.routes, 'one', routeId],
    queryFn: () => body(api.GET('/routes/{route_id}', { params: { path: { route_id: routeId } } })),
  })

/** The problems that the API finds in the plan. */
export const lintQuery = (api: Api) =>
  queryOptions({ queryKey: [...KEYS.plan, 'lint'], queryFn: () => body(api.GET('/plan/lint')) })

/** The coverage of the week from a date, or of this week; the one before stays on the screen until it is here. */
export const coverageQuery = (api: Api, from: string | undefined) =>
  queryOptions({
    queryKey: [...KEYS.plan, 'coverage', from ?? 'now'],
    queryFn: () => body(api.GET('/plan/coverage', { params: { query: from ? { from } : {} } })),
    placeholderData: keepPreviousData,
  })

/** The public holidays of a country or region in the year that begins today; `observed`: with the days moved to. */
export const holidaysQuery = (api: Api, country: string, region: string, observed = false) =>
  queryOptions({
    queryKey: [...KEYS.plan, 'holidays', country, region, observed],
    queryFn: () =>
      body(api.GET('/plan/holidays', { params: { query: { country, observed, ...(region && { region }) } } })),
    enabled: country !== '',
    staleTime: Infinity,
  })

/** The shifts of a route. */
export const rotaQuery = (api: Api, routeId: string) =>
  queryOptions({
    queryKey: [...KEYS.routes, 'rota', routeId],
    queryFn: () => body(api.GET('/routes/{route_id}/rota', { params: { path: { route_id: routeId } } })),
  })

/** When I am on shift in the next weeks, on any route. */
export const ownShiftsQuery = (api: Api) =>
  queryOptions({ queryKey: [...KEYS.routes, 'own-shifts'], queryFn: () => body(api.GET('/me/shifts')) })
