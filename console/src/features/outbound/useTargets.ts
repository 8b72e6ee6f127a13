import { useQuery } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { usePages } from '@/api/usePages'

export type Target = Shapes['Target']
export type Sending = Shapes['Sending']

/** The team's other programs that are told of its leads; the list comes whole. */
export function useTargets() {
  const { api } = useConsole()
  return useQuery({ queryKey: ['outbound'], queryFn: () => body(api.GET('/outbound')) })
}

/** What a target was to be told in the last 30 days, newest first. */
export function useSendings(targetId: string) {
  const { api } = useConsole()
  return usePages(['outbound', targetId, 'deliveries'], async (page) => {
    const params = { path: { target_id: targetId }, query: { limit: 20, ...page } }
    const { items, next } = await body(api.GET('/outbound/{target_id}/deliveries', { params }))
    return { items, ...(next ? { next } : {}) }
  })
}
