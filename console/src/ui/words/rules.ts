import { msg } from '@lingui/core/macro'
import type { Shapes } from '@/api/client'

export type Rule = Shapes['Route']['rule']

/** The labels of routing rules. */
export const RULES: Record<Rule, ReturnType<typeof msg>> = {
  round_robin: msg`Round robin`,
  random: msg`Random`,
  weighted_random: msg`Weighted random`,
  jump_ball: msg`Jump ball`,
  assign_to_agent: msg`Assign to agent`,
  fair_share: msg`Exact percentages`,
  least_loaded: msg`Least loaded`,
}

/** What each rule means to those on the route. */
export const MEANINGS: Record<Rule, ReturnType<typeof msg>> = {
  round_robin: msg`Agents take turns in the order of the list. Who passes or lets the time go by hands the lead to the next one.`,
  random: msg`Each lead goes to a random agent. All have the same chance, and nobody is first twice in a row.`,
  weighted_random: msg`Each lead goes to a random agent; a higher percentage means being picked more often.`,
  jump_ball: msg`Everybody available is offered the lead at once, and the first to claim it gets it.`,
  assign_to_agent: msg`One agent has the lead at once, without claiming. It goes before every other route while that agent is available.`,
  fair_share: msg`Leads are distributed so that each agent's share matches the percentages, to within about one lead.`,
  least_loaded: msg`The agent with the fewest open leads is offered it first; if several have as few, the one who has waited longest.`,
}
