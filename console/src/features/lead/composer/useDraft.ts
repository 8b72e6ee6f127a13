import { useCallback, useState } from 'react'
import { type DraftOf, dropDraft, keepDraft, readDraft } from '@/lib/drafts'

interface Draft<V> {
  /** What the form begins with: what was typed before, else what is given. */
  initial: V
  /** Keep what is typed; call with every change. */
  keep: (values: V) => void
}

/**
 * Keep what is typed in a composer until it is sent.
 *
 * @param isWorthKeeping says whether somebody has typed anything: what they only chose is not kept.
 */
export function useDraft<V extends object>(of: DraftOf, empty: V, isWorthKeeping: (values: V) => boolean): Draft<V> {
  const { agentId, leadId, mode } = of
  // Read once: the form holds what is typed from then on.
  const [initial] = useState(() => ({ ...empty, ...readDraft<V>(of, Date.now()) }))
  const keep = useCallback(
    (values: V) => {
      const key = { agentId, leadId, mode }
      if (isWorthKeeping(values)) keepDraft(key, values, Date.now())
      else dropDraft(key)
    },
    // `isWorthKeeping` depends on nothing but its argument.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [agentId, leadId, mode],
  )
  return { initial, keep }
}
