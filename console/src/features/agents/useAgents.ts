import { useQuery } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'

export type Member = Shapes['Member']
export type Standing = Shapes['MemberStanding']

/** The members of the team, those who have not signed in yet too; the list comes whole. */
export function useAgents() {
  const { api } = useConsole()
  return useQuery({ queryKey: ['agents'], queryFn: () => body(api.GET('/agents')) })
}

/** One member. */
export function useAgent(agentId: string) {
  const { api } = useConsole()
  return useQuery({
    queryKey: ['agents', agentId],
    queryFn: () => body(api.GET('/agents/{agent_id}', { params: { path: { agent_id: agentId } } })),
  })
}

/** Whether leads come to each member now, and how many open ones they have; by id. */
export function useStandings(): Map<string, Standing> {
  const { api } = useConsole()
  const dashboard = useQuery({ queryKey: ['agents', 'standings'], queryFn: () => body(api.GET('/dashboard')) })
  return new Map(dashboard.data?.members.map((one) => [one.agent_id, one]))
}

/** The routes that somebody is on, from the top of the plan. */
export function useRoutesOf(): (agentId: string) => Shapes['Route'][] {
  const { api } = useConsole()
  const routes = useQuery({ queryKey: ['routes', 'by agent'], queryFn: () => body(api.GET('/routes')) })
  return (agentId) => routes.data?.items.filter((route) => route.agents.some((seat) => seat.agent_id === agentId)) ?? []
}
