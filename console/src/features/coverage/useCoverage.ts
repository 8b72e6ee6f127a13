import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
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

/** The week from a date, or this week; the one before stays on the screen until it is here. */
export function useCoverage(from: string | undefined) {
  const { api } = useConsole()
  return useQuery({
    queryKey: ['coverage', from ?? 'now'],
    queryFn: () => body(api.GET('/plan/coverage', { params: { query: from ? { from } : {} } })),
    placeholderData: keepPreviousData,
  })
}

/** What in the plan can hardly be meant. */
export function useFlags() {
  const { api } = useConsole()
  return useQuery({ queryKey: ['lint'], queryFn: () => body(api.GET('/plan/lint')) })
}

/** The titles of routes, also of those that are paused now and switch on by themselves. */
export function useTitles(): (routeId: string) => string {
  const { api } = useConsole()
  const directory = useDirectory()
  const routes = useQuery({ queryKey: ['routes', 'titles'], queryFn: () => body(api.GET('/routes')), staleTime: 60_000 })
  const titles = new Map(routes.data?.items.map((route) => [route.route_id, route.title]))
  return (routeId) => titles.get(routeId) ?? directory.route(routeId)
}
