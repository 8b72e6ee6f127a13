import { useState } from 'react'
import type { Lead } from './useLeads'

/** The selected leads, by id. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Lead>>(new Map())
  return {
    count: chosen.size,
    leads: [...chosen.values()],
    has: (lead: Lead) => chosen.has(lead.lead_id),
    toggle: (lead: Lead) =>
      setChosen((now) => {
        const next = new Map(now)
        if (!next.delete(lead.lead_id)) next.set(lead.lead_id, lead)
        return next
      }),
    add: (leads: Lead[]) =>
      setChosen((now) => new Map([...now, ...leads.map((lead) => [lead.lead_id, lead] as const)])),
    keep: (ids: string[]) => setChosen((now) => new Map([...now].filter(([id]) => ids.includes(id)))),
    clear: () => setChosen(new Map()),
  }
}

export type Selection = ReturnType<typeof useSelection>
