import { useLingui } from '@lingui/react/macro'
import type { Shapes } from '@/api/client'
import { useMe } from '@/api/context'
import { duration } from '@/lib/duration'
import { when } from '@/lib/locale'

/** Return how to say what is wrong with a source: it is silent for longer than usual, or what it sends cannot be read. */
export function useSourceTroubles(): (source: Shapes['Source']) => string[] {
  const { t } = useLingui()
  const zone = useMe().data?.team.time_zone
  return ({ silent_since, failing_since, usual_seconds }) => {
    if (!zone) return []
    const [silent, failing] = [silent_since, failing_since].map((at) => at && when(at, zone))
    const usual = usual_seconds && duration(usual_seconds)
    const said: string[] = []
    if (silent)
      said.push(usual ? t`Silent since ${silent}. Usually something comes every ${usual}.` : t`Silent since ${silent}.`)
    if (failing) said.push(t`What it sends cannot be read, since ${failing}.`)
    return said
  }
}
