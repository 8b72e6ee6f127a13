import { useCallback, useMemo, useState } from 'react'

/** What is chosen: a lead, as far as a change of many needs to know it. */
export interface Chosen {
  lead_id: string
  contact: { first_name: string; last_name: string }
}

/** The selected leads, by id. What changes them stays the same, so that a choice draws one row of a list. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map())
  const toggle = useCallback((lead: Chosen) => {
    setChosen((now) => {
      const next = new Map(now)
      if (!next.delete(lead.lead_id)) next.set(lead.lead_id, lead)
      return next
    })
  }, [])
  const clear = useCallback(() => setChosen((now) => (now.size > 0 ? new Map() : now)), [])
  return useMemo(
    () => ({
      count: chosen.size,
      leads: [...chosen.values()],
      has: (lead: Chosen) => chosen.has(lead.lead_id),
      toggle,
      add: (leads: Chosen[]) =>
        setChosen((now) => new Map([...now, ...leads.map((lead) => [lead.lead_id, lead] as const)])),
      keep: (ids: string[]) => setChosen((now) => new Map([...now].filter(([id]) => ids.includes(id)))),
      clear,
    }),
    [chosen, toggle, clear],
  )
}

export type Selection = ReturnType<typeof useSelection>
