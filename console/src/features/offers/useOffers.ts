import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { readAgain } from '@/api/refresh'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'

export type Offer = Shapes['MyOffer']
const KEY = ['offers']

/** My open offers. Each answer sets the server's clock, to which the countdowns run. */
export function useOffers() {
  const { api, clock } = useConsole()
  return useQuery({
    queryKey: KEY,
    queryFn: async () => {
      const asked = Date.now()
      const offers = await body(api.GET('/me/offers'))
      clock.learn(offers.now, (asked + Date.now()) / 2)
      return offers
    },
    refetchInterval: 5_000,
  })
}

/** Claim an offered lead. It counts only once the server has said so; a refusal is told even when its card is gone. */
export function useClaim(offer: Offer, onClaimed: () => void, onRefused: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => body(api.POST('/leads/{lead_id}/claim', { params: { path: { lead_id: offer.lead_id } } })),
    networkMode: 'always',
    onSuccess: onClaimed,
    onError: onRefused,
    onSettled: () => readAgain(queries),
  })
}

/** Pass an offered lead on. */
export function usePass(offer: Offer, onRefused: (error: unknown) => void) {
  const { api } = useConsole()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      await api.POST('/leads/{lead_id}/pass', { params: { path: { lead_id: offer.lead_id } }, body: {} })
    },
    networkMode: 'always',
    onError: onRefused,
    onSettled: () => readAgain(queries, { queryKey: KEY }),
  })
}
