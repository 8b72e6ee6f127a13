import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

/** The labels of a lead's states. */
export const STATES: Record<Shapes['Lead']['state'], ReturnType<typeof msg>> = {
  unrouted: msg`Being routed`,
  offered: msg`Offered`,
  owned: msg`Owned`,
  pooled: msg`Pooled`,
  closed: msg`Closed`,
}

/** The labels of a lead's stages. */
export const STAGES: Record<Shapes['Lead']['stage'], ReturnType<typeof msg>> = {
  new: msg`New`,
  contacted: msg`Contacted`,
  appointment: msg`Appointment`,
  closed: msg`Closed`,
}

/** The labels of roles. */
export const ROLES: Record<Shapes['Me']['role'], ReturnType<typeof msg>> = {
  rainmaker: msg`Rainmaker`,
  manager: msg`Manager`,
  agent: msg`Agent`,
}
