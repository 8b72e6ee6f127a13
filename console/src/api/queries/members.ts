import { queryOptions } from '@tanstack/react-query'
import { type Api, body } from '../client'
import { KEYS } from './keys'

/** The members of the team, those who have not signed in yet too; the list comes whole. */
export const membersQuery = (api: Api) =>
  queryOptions({ queryKey: [...KEYS.members, 'list'], queryFn: () => body(api.GET('/agents')) })

export const memberQuery = (api: Api, agentId: string) =>
  queryOptions({
    queryKey: [...KEYS.members, 'one', agentId],
    queryFn: () => body(api.GET('/agents/{agent_id}', { params: { path: { agent_id: agentId } } })),
  })

/** To whose addresses no mail goes, as far as I may know. */
export const addressPausesQuery = (api: Api) =>
  queryOptions({ queryKey: [...KEYS.members, 'address-pauses'], queryFn: () => body(api.GET('/address-pauses')) })

/** The members who may be given a lead by hand, or so many, and what stands against each. */
export const assignableQuery = (api: Api, given: { leadId: string } | { leads: number }) =>
  queryOptions({
    queryKey: [...KEYS.members, 'assignable', given],
    queryFn: () => {
      const query = 'leadId' in given ? { lead_id: given.leadId } : { leads: given.leads }
      return body(api.GET('/assignable', { params: { query } }))
    },
    staleTime: 0,
  })
