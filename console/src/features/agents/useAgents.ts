import { useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { dashboardQuery } from '@/api/queries/dashboard'
import { memberQuery, membersQuery } from '@/api/queries/members'
import { routesQuery } from '@/api/queries/routes'

export type Member = Shapes['Member']
export type Standing = Shapes['MemberStanding']

/** The members of the team, those who have not signed in yet too; the list comes whole. */
export function useAgents() {
  const { api } = useConsole()
  return useQuery(membersQuery(api))
}

/** One member. */
export function useAgent(agentId: string) {
  const { api } = useConsole()
  return useQuery(memberQuery(api, agentId))
}

/** Whether leads come to each member now, and how many open ones they have; by id. */
export function useStandings(): Map<string, Standing> {
  const { api, clock } = useConsole()
  const dashboard = useQuery(dashboardQuery(api, clock))
  return new Map(dashboard.data?.members.map((one) => [one.agent_id, one]))
}

/** The routes that somebody is on, from the top of the plan. */
export function useRoutesOf(): (agentId: string) => Shapes['Route'][] {
  const { api } = useConsole()
  const routes = useQuery(routesQuery(api))
  return (agentId) => routes.data?.items.filter((route) => route.agents.some((seat) => seat.agent_id === agentId)) ?? []
}
