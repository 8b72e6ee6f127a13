import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { useRefusal } from '@/ui/Failed'
import { useAct } from '@/ui/useAct'
import type { Draft } from './draft'
import { isOutrun, refusedParts } from './refused'
import type { Route } from './useRoutes'

const keyOf = (routeId: string) => ['routes', routeId]

/** One route as it is now. */
export function useRoute(routeId: string) {
  const { api } = useConsole()
  return useQuery({
    queryKey: keyOf(routeId),
    queryFn: () => body(api.GET('/routes/{route_id}', { params: { path: { route_id: routeId } } })),
  })
}

/** What somebody may do with the plan, and the zone its times are in. */
export function usePlanner(): { may: boolean; zone: string } {
  const { data } = useMe()
  return { may: data?.role === 'rainmaker', zone: data?.team.time_zone ?? 'UTC' }
}

interface Wanted {
  draft: Draft
  /** The version that was read; none makes a new route. */
  of?: { routeId: string; version: number }
}

/** Save a route. A refusal that the form shows at its parts, or as a change by somebody else, is not said again. */
export function useSave(said: string, then: (route: Route) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const { i18n } = useLingui()
  return useAct(
    ({ draft, of }: Wanted) =>
      of
        ? body(
            api.PUT('/routes/{route_id}', {
              params: { path: { route_id: of.routeId }, header: { 'If-Match': `"${of.version}"` } },
              body: draft,
            }),
          )
        : body(api.POST('/routes', { body: draft })),
    {
      said,
      then: (route) => {
        queries.setQueryData(keyOf(route.route_id), route)
        then(route)
      },
      onRefused: (error) => {
        if (isOutrun(error) || Object.keys(refusedParts(error, i18n)).length === 0) refusal(error)
      },
    },
  )
}

/** Delete a route for good. */
export function useDelete(said: string, then: () => void) {
  const { api } = useConsole()
  return useAct(
    async ({ route_id, version }: Pick<Route, 'route_id' | 'version'>) => {
      const params = { path: { route_id }, header: { 'If-Match': `"${version}"` } }
      await api.DELETE('/routes/{route_id}', { params })
    },
    { said, then },
  )
}

/** What in the plan can hardly be meant. */
export function useLint() {
  const { api } = useConsole()
  return useQuery({ queryKey: ['routes', 'lint'], queryFn: () => body(api.GET('/plan/lint')) })
}
