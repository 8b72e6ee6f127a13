import type { Me } from '@/api/context'

export type OwnPause = Me['pauses'][number]

/** Whether a pause has begun: one without a beginning did when it was set. */
export function hasBegun(pause: OwnPause, now: number): boolean {
  return !pause.from || Date.parse(pause.from) <= now
}

/** How I stand everywhere: paused now, by myself or for offers missed; or with a pause that is still to come. */
export function pauseStatus(
  me: Pick<Me, 'pauses' | 'receiving'>,
  now: number,
): { paused: boolean; planned: OwnPause | null } {
  const everywhere = me.pauses.find((pause) => !pause.route_id)
  const begun = everywhere !== undefined && hasBegun(everywhere, now)
  return {
    paused: begun || me.receiving.reasons.includes('missed'),
    planned: everywhere && !begun ? everywhere : null,
  }
}
