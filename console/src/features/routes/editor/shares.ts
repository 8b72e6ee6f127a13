import type { Seat } from './routeForm'

const WHOLE = 100

const sum = (seats: readonly Seat[]) => seats.reduce((all, seat) => all + seat.weight, 0)

/** Return equal whole percentages; the remainder goes to the first ones. */
export function evened(seats: readonly Seat[]): Seat[] {
  const [part, rest] = [Math.floor(WHOLE / seats.length), WHOLE % seats.length]
  return seats.map((seat, place) => ({ ...seat, weight: part + (place < rest ? 1 : 0) }))
}

/** Return the seats with shares that can be saved: as they are, or equal ones. */
export function shared(seats: readonly Seat[]): Seat[] {
  return seats.every((seat) => seat.weight >= 1) && sum(seats) === WHOLE ? [...seats] : evened(seats)
}

/** Add agents: equal shares stay equal; otherwise they get an equal part, and the others keep their proportions. */
export function withAgents(seats: readonly Seat[], ids: readonly string[]): Seat[] {
  const added = ids.map((agent_id) => ({ agent_id, weight: 0 }))
  const count = seats.length + added.length
  if (isEven(seats) || count > WHOLE) return evened([...seats, ...added])
  const part = Math.floor(WHOLE / count)
  const others = inProportion(seats, WHOLE - part * added.length)
  return [...others, ...added.map((seat) => ({ ...seat, weight: part }))]
}

/** Take an agent off: equal shares stay equal, others keep their proportions. */
export function withoutAgent(seats: readonly Seat[], agentId: string): Seat[] {
  const left = seats.filter((seat) => seat.agent_id !== agentId)
  return isEven(seats) ? evened(left) : inProportion(left, WHOLE)
}

function isEven(seats: readonly Seat[]): boolean {
  const weights = seats.map((seat) => seat.weight)
  return weights.length === 0 || Math.max(...weights) - Math.min(...weights) <= 1
}

/** Scale shares to a whole total, each at least 1; what rounding leaves goes to the largest remainders. */
function inProportion(seats: readonly Seat[], total: number): Seat[] {
  const before = sum(seats)
  if (before === 0 || seats.length > total) return evened(seats)
  // One point is everybody's; only the others are dealt out.
  const exact = seats.map((seat) => 1 + ((total - seats.length) * seat.weight) / before)
  const whole = exact.map(Math.floor)
  const missing = total - whole.reduce((all, one) => all + one, 0)
  const remainders = exact.map((one, place) => ({ place, rest: one % 1 })).sort((a, b) => b.rest - a.rest)
  const raised = new Set(remainders.slice(0, missing).map(({ place }) => place))
  return seats.map((seat, place) => ({ ...seat, weight: (whole[place] ?? 0) + (raised.has(place) ? 1 : 0) }))
}
