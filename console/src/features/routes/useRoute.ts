import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { lintQuery, routeQuery } from '@/api/queries/routes'
import { useErrorToast } from '@/ui/layout/LoadError'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import type { Draft } from './editor/routeForm'
import { isConflict, refusedParts } from './editor/refusedFields'
import type { Route } from './useRoutes'

/** One route as it is now. */
export function useRoute(routeId: string) {
  const { api } = useConsole()
  return useQuery(routeQuery(api, routeId))
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
  const refusal = useErrorToast()
  const { i18n } = useLingui()
  return useApiMutation(
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
      touches: TOUCHED.route,
      success: said,
      onSuccess: (route) => {
        queries.setQueryData(routeQuery(api, route.route_id).queryKey, route)
        then(route)
      },
      onError: (error) => {
        if (isConflict(error) || Object.keys(refusedParts(error, i18n)).length === 0) refusal(error)
      },
    },
  )
}

/** Delete a route for good. */
export function useDelete(said: string, then: () => void) {
  const { api } = useConsole()
  return useApiMutation(
    async ({ route_id, version }: Pick<Route, 'route_id' | 'version'>) => {
      const params = { path: { route_id }, header: { 'If-Match': `"${version}"` } }
      await api.DELETE('/routes/{route_id}', { params })
    },
    { touches: TOUCHED.route, success: said, onSuccess: then },
  )
}

/** What in the plan can hardly be meant. */
export function useLint() {
  const { api } = useConsole()
  return useQuery(lintQuery(api))
}
