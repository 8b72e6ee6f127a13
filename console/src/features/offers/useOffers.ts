import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { KEYS, TOUCHED } from '@/api/queries/keys'
import { offersQuery } from '@/api/queries/me'
import { refresh } from '@/api/refresh'

const PATIENCE_MILLISECONDS = 10_000

export type Offer = Shapes['MyOffer']

/** My open offers. */
export function useOffers() {
  const { api, clock } = useConsole()
  return useQuery(offersQuery(api, clock))
}

/** Claim an offered lead. It counts only once the server has said so; a refusal is told even when its card is gone. */
export function useClaim(offer: Offer, onClaimed: () => void, onError: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => {
      // Claiming twice changes nothing, so there is no use in waiting while the time to claim runs out.
      const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS)
      return body(api.POST('/leads/{lead_id}/claim', { params: { path: { lead_id: offer.lead_id } }, signal }))
    },
    networkMode: 'always',
    onSuccess: onClaimed,
    onError,
    onSettled: () => refresh(queries, TOUCHED.lead),
  })
}

/** Pass an offered lead on. */
export function usePass(offer: Offer, onError: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      await api.POST('/leads/{lead_id}/pass', { params: { path: { lead_id: offer.lead_id } }, body: {} })
    },
    networkMode: 'always',
    onError,
    onSettled: () => refresh(queries, [KEYS.offers]),
  })
}
