/** What the values of an axis are: leads, or seconds. */
export type Measure = 'count' | 'time'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400
const STEPS: Record<Measure, number[]> = {
  count: [1, 2, 5].flatMap((digit) => [0, 1, 2, 3, 4, 5].map((power) => digit * 10 ** power)).sort((a, b) => a - b),
  time: [
    ...[1, 2, 5, 10, 15, 30],
    ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
    ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
    ...[1, 2, 5, 10, 20, 50].map((days) => days * DAY),
  ],
}
const MOST_TICKS = 5
const LEAST_TOP: Record<Measure, number> = { count: 4, time: 10 }

/** Return the ticks of a value axis, from 0 to at least the highest value, in steps that people count by. */
export function ticksOf(highest: number, measure: Measure): number[] {
  const top = Math.max(highest, LEAST_TOP[measure])
  const steps = STEPS[measure]
  const step = steps.find((one) => top / one <= MOST_TICKS) ?? (steps.at(-1) as number)
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, place) => place * step)
}

/** Return the places of the labels that fit below an axis: evenly spaced, the last always among them. */
export function labelled(count: number, width: number, each: number): number[] {
  const fit = Math.max(1, Math.floor(width / each))
  const every = Math.max(1, Math.ceil(count / fit))
  return Array.from({ length: count }, (_, place) => place).filter((place) => (count - 1 - place) % every === 0)
}

export type Point = readonly [x: number, y: number]

/** Return the stretches of a line: it breaks where a value is missing, and is not drawn as 0 there. */
export function stretches(values: (number | undefined)[], place: (at: number, value: number) => Point): Point[][] {
  const found: Point[][] = []
  let open = false
  values.forEach((value, at) => {
    if (value === undefined) {
      open = false
      return
    }
    if (!open) found.push([])
    found.at(-1)?.push(place(at, value))
    open = true
  })
  return found
}
