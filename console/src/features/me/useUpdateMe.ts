import { useMutation, useQueryClient } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { KEYS, TOUCHED } from '@/api/queries/keys'
import { meQuery } from '@/api/queries/me'
import { refresh } from '@/api/refresh'
import type { Sending } from '@/ui/feedback/useApiMutation'
import { useErrorToast } from '@/ui/feedback/useErrorToast'

// One request after the other, so that the last change wins.
const SCOPE = { id: 'me' }
const CHOICES = ['me', 'choices']

interface Handlers {
  onSuccess?: (me: Me) => void
  /** Handles a refusal, in place of the toast that says it. */
  onError?: (error: unknown) => void
}

/** Change my profile. */
export function useUpdateMe({ onSuccess, onError }: Handlers = {}) {
  const { api } = useConsole()
  const queries = useQueryClient()
  const errorToast = useErrorToast()
  return useMutation({
    mutationFn: (changes: Shapes['MePatch']) => body(api.PATCH('/me', { body: changes })),
    scope: SCOPE,
    onSuccess: (after) => {
      queries.setQueryData(meQuery(api).queryKey, after)
      onSuccess?.(after)
    },
    onError: onError ?? errorToast,
  })
}

/** Choose what I am told of, and how; shown at once, and taken back where it is refused. */
export function useUpdateChoices() {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationKey: CHOICES,
    mutationFn: (chosen: Me['notifications']) => body(api.PATCH('/me', { body: { notifications: chosen } })),
    scope: SCOPE,
    onMutate: async (chosen) => {
      await queries.cancelQueries({ queryKey: KEYS.me })
      queries.setQueryData(meQuery(api).queryKey, (me) => me && { ...me, notifications: chosen })
    },
    onError: useErrorToast(),
    onSettled: () => {
      if (queries.isMutating({ mutationKey: CHOICES }) <= 1) return queries.invalidateQueries({ queryKey: KEYS.me })
    },
  })
}

/** Pause myself, or end pauses of mine: that on one route, or all of them. */
export function usePauses() {
  const { api } = useConsole()
  const queries = useQueryClient()
  const errorToast = useErrorToast()
  const after = {
    onSuccess: (me: Me) => void queries.setQueryData(meQuery(api).queryKey, me),
    onError: errorToast,
    onSettled: () => refresh(queries, TOUCHED.member),
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

/** How a form sets a pause of mine. */
export function usePauseForm(onPaused: () => void): Sending<Shapes['PauseDraft'], Me> {
  const { api } = useConsole()
  const queries = useQueryClient()
  return {
    send: (draft) => body(api.PUT('/me/pause', { body: draft })),
    onSuccess: (me) => {
      queries.setQueryData(meQuery(api).queryKey, me)
      onPaused()
    },
  }
}
