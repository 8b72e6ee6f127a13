import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'

/** A screen's filters, kept in the URL: they survive a reload and can be shared. */
export function useSearchParams<T extends Record<string, string | undefined>>(): [T, (changes: Partial<T>) => void] {
  const search: unknown = useRouterState({ select: (state) => state.location.search })
  const found = search as T
  const navigate = useNavigate()
  const change = useCallback(
    (changes: Partial<T>) => {
      const kept = Object.entries({ ...(search as T), ...changes }).filter(([, value]) => value)
      void navigate({ to: '.', search: Object.fromEntries(kept) as never, replace: true })
    },
    [search, navigate],
  )
  return [found, change]
}
