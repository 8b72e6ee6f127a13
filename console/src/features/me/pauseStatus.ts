import type { Me } from '@/api/context'

export type OwnPause = Me['pauses'][number]

/** Return whether a pause has begun; without a start, it began when it was set. */
export function hasBegun(pause: OwnPause, now: number): boolean {
  return !pause.from || Date.parse(pause.from) <= now
}

/** Return whether I am paused on every route, and the pause that is planned. */
export function pauseStatus(
  me: Pick<Me, 'pauses' | 'receiving'> & Partial<Pick<Me, 'absences'>>,
  now: number,
): { paused: boolean; planned: OwnPause | null } {
  const everywhere = me.pauses.find((pause) => !pause.route_id)
  const begun = everywhere !== undefined && hasBegun(everywhere, now)
  const absent = me.absences?.some((one) => !one.route_id && Date.parse(one.from) <= now && now < Date.parse(one.until))
  return {
    paused: begun || absent === true || me.receiving.reasons.includes('missed'),
    planned: everywhere && !begun ? everywhere : null,
  }
}
