import { useEffect } from 'react'
import { type Api, Refused } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { dropDraftsOf, leadsWithDrafts, tidyDrafts } from '@/lib/drafts'

/** Delete the drafts that are too old, of whoever was signed in here before, or about people who were erased since. */
export function useDraftSweep(): void {
  const { api } = useConsole()
  const agentId = useMe().data?.agent_id
  useEffect(() => {
    if (!agentId) return
    tidyDrafts(agentId, Date.now())
    void sweepDrafts(api)
  }, [api, agentId])
}

/** Delete the drafts of leads whose person was erased, or that the user may not see any more. */
export async function sweepDrafts(api: Api): Promise<void> {
  for (const leadId of leadsWithDrafts()) {
    if (await isGone(api, leadId)) dropDraftsOf(leadId)
  }
}

/** Ask for the timeline, because reading a lead itself is recorded as having seen the person. */
async function isGone(api: Api, leadId: string): Promise<boolean> {
  try {
    const { data } = await api.GET('/leads/{lead_id}/timeline', { params: { path: { lead_id: leadId } } })
    return data?.items.some((one) => one.kind === 'erased') ?? false
  } catch (error) {
    return error instanceof Refused && (error.status === 404 || error.status === 410)
  }
}
