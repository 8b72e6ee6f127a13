import type { Me } from '@/api/context'

export type OwnPause = Me['pauses'][number]

/** Whether a pause has begun. */
export function hasBegun(pause: OwnPause, now: number): boolean {
  return new Date(pause.from ?? pause.at).getTime() <= now
}

/** How I stand everywhere: paused now, by myself or for offers missed; or with a pause that is still to come. */
export function standing(me: Pick<Me, 'pauses' | 'receiving'>, now: number): { paused: boolean; planned: OwnPause | null } {
  const everywhere = me.pauses.find((pause) => !pause.route_id)
  const begun = everywhere !== undefined && hasBegun(everywhere, now)
  return {
    paused: begun || me.receiving.reasons.includes('missed'),
    planned: everywhere && !begun ? everywhere : null,
  }
}
