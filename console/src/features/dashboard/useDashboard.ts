import { useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { unlessHinted } from '@/api/live/health'
import { dashboardQuery } from '@/api/queries/dashboard'

export type Board = Shapes['Dashboard']
export type Standing = Shapes['MemberStanding']

const POLL_MILLISECONDS = 20_000

export function useDashboard() {
  const { api, clock } = useConsole()
  return useQuery({ ...dashboardQuery(api, clock), refetchInterval: () => unlessHinted(POLL_MILLISECONDS) })
}
