import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

/** The rules by name. */
export const RULES: Record<Shapes['Route']['rule'], ReturnType<typeof msg>> = {
  round_robin: msg`Round robin`,
  random: msg`Random`,
  weighted_random: msg`Weighted random`,
  jump_ball: msg`Jump ball`,
  assign_to_agent: msg`Assign to agent`,
  fair_share: msg`Exact percentages`,
  least_loaded: msg`Least loaded`,
}
