import { useQuery } from '@tanstack/react-query'
import { useConsole } from '@/api/context'
import { coverageQuery, lintQuery, routesQuery } from '@/api/queries/routes'
import { useSearchParams } from '@/lib/useSearchParams'
import { useDirectory } from '@/ui/words/useDirectory'

/** What filters the screen: one source or all, the week's first day, and how it is shown. */
export type Asked = { source?: string; from?: string; view?: string }

/** What filters the screen, in its address; what is no date is left out, so that a mangled address shows this week. */
export function useAsked(): [Asked, (changes: Partial<Asked>) => void] {
  const [{ from, ...others }, ask] = useSearchParams<Asked>()
  return [from && A_DATE.test(from) ? { ...others, from } : others, ask]
}

const A_DATE = /^\d{4}-\d\d-\d\d$/

/** The week from a date, or this week. */
export function useCoverage(from: string | undefined) {
  const { api } = useConsole()
  return useQuery(coverageQuery(api, from))
}

/** The problems of the plan. */
export function useFlags() {
  const { api } = useConsole()
  return useQuery(lintQuery(api))
}

/** The titles of routes, also of those that are paused now and switch on by themselves. */
export function useTitles(): (routeId: string) => string {
  const { api } = useConsole()
  const directory = useDirectory()
  const routes = useQuery({ ...routesQuery(api), staleTime: 60_000 })
  const titles = new Map(routes.data?.items.map((route) => [route.route_id, route.title]))
  return (routeId) => titles.get(routeId) ?? directory.route(routeId)
}
