import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { sendingsQuery, targetsQuery } from '@/api/queries/outbound'

export type Target = Shapes['OutboundWebhook']
export type Sending = Shapes['OutboundDelivery']

export function useTargets() {
  const { api } = useConsole()
  return useQuery(targetsQuery(api))
}

export function useSendings(targetId: string) {
  const { api } = useConsole()
  return useInfiniteQuery(sendingsQuery(api, targetId))
}
