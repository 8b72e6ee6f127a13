import type { Shapes } from '@/api/client'

const DAY = 86_400_000

/** A stretch of hours in which no route takes the leads of some sources. Both ends are hours of wall time, as if in UTC. */
export interface Gap {
  from: number
  to: number
  titles: string[]
  /** Whether it has begun. */
  now: boolean
}

type Span = [from: number, to: number]

/** Return the gaps of a coverage that are not over at a wall time (`2026-11-27 09:30`), the next first. */
export function gapsAhead(coverage: Shapes['Coverage'], wall: string): Gap[] {
  const present = Date.parse(`${wall.slice(0, 13).replace(' ', 'T')}:00:00Z`)
  const found = new Map<string, Gap>()
  for (const { title, cells } of coverage.sources) {
    for (const [begins, to] of joined(cells.filter((cell) => cell.gap).map(spanOf))) {
      if (to <= present) continue
      const from = Math.max(begins, present)
      const key = `${from} ${to}`
      const known = found.get(key)
      if (known) known.titles.push(title)
      else found.set(key, { from, to, titles: [title], now: begins <= present })
    }
  }
  return [...found.values()].sort((a, b) => a.from - b.from || a.to - b.to)
}

/** Return the hours in which some source has a gap, each counted once. */
export function gapHours(gaps: readonly Gap[]): number {
  const spans = joined(gaps.map(({ from, to }): Span => [from, to]).sort((a, b) => a[0] - b[0]))
  return spans.reduce((sum, [from, to]) => sum + (to - from) / 3_600_000, 0)
}

function spanOf({ date, from, to }: { date: string; from: number; to: number }): Span {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  return [midnight + (from / 24) * DAY, midnight + (to / 24) * DAY]
}

/** Join spans that meet or overlap, given in order: a night goes over midnight. */
function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const [from, to] of spans) {
    const last = out.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}
