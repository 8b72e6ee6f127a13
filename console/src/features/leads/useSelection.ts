import { useCallback, useState } from 'react'
import type { Lead } from './useLeads'

/** The selected leads, by id. `toggle` stays the same, so that a choice draws one row of a list. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Lead>>(new Map())
  const toggle = useCallback((lead: Lead) => {
    setChosen((now) => {
      const next = new Map(now)
      if (!next.delete(lead.lead_id)) next.set(lead.lead_id, lead)
      return next
    })
  }, [])
  return {
    count: chosen.size,
    leads: [...chosen.values()],
    has: (lead: Lead) => chosen.has(lead.lead_id),
    toggle,
    add: (leads: Lead[]) =>
      setChosen((now) => new Map([...now, ...leads.map((lead) => [lead.lead_id, lead] as const)])),
    keep: (ids: string[]) => setChosen((now) => new Map([...now].filter(([id]) => ids.includes(id)))),
    clear: () => setChosen(new Map()),
  }
}

export type Selection = ReturnType<typeof useSelection>
