import { useMutation, useQueryClient } from '@tanstack/react-query'
import { readAgain } from '@/api/refresh'
import { body, type Shapes } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { useErrorToast } from '@/ui/layout/LoadError'

const KEY = ['me']
// One after the other, so that the last word is the last one said.
const SCOPE = { id: 'me' }

/** Change what is mine to set. */
export function useUpdateMe(then?: (me: Me) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useErrorToast()
  return useMutation({
    mutationFn: (changes: Shapes['MePatch']) => body(api.PATCH('/me', { body: changes })),
    scope: SCOPE,
    onSuccess: (after) => {
      queries.setQueryData(KEY, after)
      then?.(after)
    },
    onError: refusal,
  })
}

/** Choose what I am told of, and how; shown at once, and taken back where it is refused. */
export function useUpdateChoices() {
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useErrorToast()
  return useMutation({
    mutationFn: (chosen: Me['notifications']) => body(api.PATCH('/me', { body: { notifications: chosen } })),
    scope: SCOPE,
    onMutate: async (chosen) => {
      await queries.cancelQueries({ queryKey: KEY })
      queries.setQueryData<Me>(KEY, (me) => me && { ...me, notifications: chosen })
    },
    onError: refusal,
    onSettled: () => {
      if (queries.isMutating({ mutationKey: ['choose'] }) <= 1) return queries.invalidateQueries({ queryKey: KEY })
    },
    mutationKey: ['choose'],
  })
}

/** Pause myself, or end pauses of mine: that on one route, or all of them. */
export function usePauses(then?: () => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useErrorToast()
  const after = {
    onSuccess: (me: Me) => {
      queries.setQueryData(KEY, me)
      then?.()
    },
    onError: refusal,
    onSettled: () => readAgain(queries),
  }
  const pause = useMutation({
    mutationFn: (draft: Shapes['PauseDraft']) => body(api.PUT('/me/pause', { body: draft })),
    ...after,
  })
  const resume = useMutation({
    mutationFn: (routeId?: string) =>
      body(api.DELETE('/me/pause', routeId ? { params: { query: { route_id: routeId } } } : {})),
    ...after,
  })
  return { pause, resume }
}
