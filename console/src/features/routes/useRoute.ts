import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { FormErrors } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { body, Refused } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { lintQuery, routeQuery } from '@/api/queries/routes'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import type { Draft } from './editor/routeForm'
import { PARTS } from './editor/validation'
import type { Route } from './useRoutes'

/** One route as it is now. */
export function useRoute(routeId: string) {
  const { api } = useConsole()
  return useQuery(routeQuery(api, routeId))
}

/** Return whether the user may add and order routes, and the team's time zone. */
export function usePlanner(): { plans: boolean; zone: string } {
  const { data } = useMe()
  return { plans: data?.role === 'rainmaker', zone: data?.team.time_zone ?? 'UTC' }
}

interface Wanted {
  draft: Draft
  /** The version that was read; none makes a new route. */
  of?: { routeId: string; version: number }
}

interface Form {
  setErrors: (errors: FormErrors) => void
}

/** Save a route; what the API refuses is shown at the parts of the form. */
export function useSave(form: Form, success: string, onSaved: (route: Route) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  const { i18n } = useLingui()
  // What belongs to no part is said beside the button that saves.
  const serverErrors = useServerErrors(form, PARTS, () => undefined)
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
      success,
      onSuccess: (route) => {
        queries.setQueryData(routeQuery(api, route.route_id).queryKey, route)
        onSaved(route)
      },
      onError: (error) => {
        if (!(error instanceof Refused) || error.code !== 'title_taken') return serverErrors(error)
        form.setErrors({ title: i18n._(msg`Another route has this name.`) })
      },
    },
  )
}

/** Delete a route for good. */
export function useDelete(success: string, onSuccess: () => void) {
  const { api } = useConsole()
  return useApiMutation(
    async ({ route_id, version }: Pick<Route, 'route_id' | 'version'>) => {
      const params = { path: { route_id }, header: { 'If-Match': `"${version}"` } }
      await api.DELETE('/routes/{route_id}', { params })
    },
    { touches: TOUCHED.route, success, onSuccess },
  )
}

/** The problems that the API finds in the plan. */
export function useLint() {
  const { api } = useConsole()
  return useQuery(lintQuery(api))
}
