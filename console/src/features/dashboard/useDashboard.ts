import { useQuery } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'

export type Board = Shapes['Dashboard']
export type Standing = Shapes['MemberStanding']

const EVERY = 20_000

/** What waits, who is there, and how today went. Each answer sets the server's clock, to which the countdowns run. */
export function useDashboard() {
  const { api, clock } = useConsole()
  return useQuery({
    queryKey: ['dashboard'],
    queryFn: async () => {
      const asked = Date.now()
      const board = await body(api.GET('/dashboard'))
      clock.learn(board.now, (asked + Date.now()) / 2)
      return board
    },
    refetchInterval: EVERY,
  })
}
