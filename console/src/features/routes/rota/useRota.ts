import { useQuery, useQueryClient } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { rotaQuery } from '@/api/queries/routes'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import type { Rota, Shift } from './rota'

/** The shifts of a route as they are now. */
export function useRota(routeId: string) {
  const { api } = useConsole()
  return useQuery(rotaQuery(api, routeId))
}

interface Options {
  success?: string
  onDone?: () => void
  onError?: (error: unknown) => void
}

/** Replace the shifts of a route, unless somebody else has changed them meanwhile. */
export function useSaveRota(rota: Rota, { success, onDone, onError }: Options) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useApiMutation(
    (wanted: { shifts?: Shift[]; rota_only?: boolean }) =>
      body(
        api.PUT('/routes/{route_id}/rota', {
          params: { path: { route_id: rota.route_id } },
          body: { shifts: rota.shifts, rota_only: rota.rota_only, ...wanted, version: rota.version },
        }),
      ),
    {
      touches: TOUCHED.route,
      ...(success ? { success } : {}),
      ...(onError ? { onError } : {}),
      onSuccess: (after) => {
        queries.setQueryData(rotaQuery(api, rota.route_id).queryKey, after)
        onDone?.()
      },
    },
  )
}
