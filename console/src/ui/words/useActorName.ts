import { useLingui } from '@lingui/react/macro'
import { useDirectory } from './useDirectory'

/** Return how to name an actor: a member, or a part of the system. */
export function useActorName(): (by: string) => string {
  const { t } = useLingui()
  const names = useDirectory()
  return (by) => {
    const known: Record<string, string> = {
      provider: t`the source`,
      route: t`routing`,
      clock: t`the clock`,
      sweep: t`the clock`,
      agent: t`another agent`,
    }
    return known[by] ?? names.member(by)
  }
}
