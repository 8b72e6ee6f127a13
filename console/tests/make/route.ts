import type { Shapes } from '@/api/client'

/** A route as the API answers it. */
export const aRoute = (known: Partial<Shapes['Route']> = {}): Shapes['Route'] => ({
  route_id: 'one',
  position: 1,
  title: 'Day',
  rule: 'round_robin',
  sources: 'all',
  windows: [],
  conditions: [],
  claim_seconds: 600,
  claim_clock: 'always',
  agents: [{ agent_id: 'a' }],
  when_nobody: 'pool',
  status: 'active',
  version: 1,
  may: [],
  ...known,
})
