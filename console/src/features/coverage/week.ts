import type { Shapes } from '@/api/client'
import { type DAYS, weekday, weekFrom } from '@/lib/dates'

export type Coverage = Shapes['Coverage']
export type Cell = Shapes['CoverageHours']

const ROOM = 3 // letters beside one another in an hour

/** How one source stands in an hour. */
export interface Part {
  sourceId: string
  title: string
  cell: Cell
}

/** An hour of a local day, with how each of the sources looked at stands in it. */
export interface Hour {
  date: string
  hour: number
  parts: Part[]
}

/** A week as seven days of 24 hours: of one source, or of all. */
export function hoursOf(coverage: Coverage, sourceId: string | undefined): Hour[][] {
  const rows = coverage.sources.filter((row) => !sourceId || row.source_id === sourceId)
  return weekFrom(coverage.from).map((date) => {
    const day = rows.map((row) => ({ row, cells: row.cells.filter((cell) => cell.date === date) }))
    return Array.from({ length: 24 }, (_, hour) => ({
      date,
      hour,
      parts: day.flatMap(({ row, cells }) => {
        const cell = cells.find((one) => one.from <= hour && hour < one.to)
        return cell ? [{ sourceId: row.source_id, title: row.title, cell }] : []
      }),
    }))
  })
}

/** A route to be made: for one source or, without it, for all; on a day, from and to a wall time. */
export interface Prefill {
  source?: string
  day: (typeof DAYS)[number]
  from: string
  to: string
}

/**
 * The whole gap of its day that an hour lies in, as the beginnings of a route; nothing where the hour has no gap.
 *
 * Where every source that is looked at has it, the route is for all of them; else for the first that has it.
 */
export function gapAround(day: Hour[], at: number, all: boolean): Prefill | null {
  const parts = day[at]?.parts ?? []
  const bare = parts.filter((part) => part.cell.gap)
  const first = bare[0]
  if (!first) return null
  const everywhere = all && bare.length === parts.length && parts.length > 1
  const open = (hour: Hour | undefined) =>
    hour !== undefined &&
    (everywhere
      ? hour.parts.every((part) => part.cell.gap)
      : hour.parts.some((part) => part.sourceId === first.sourceId && part.cell.gap))
  let from = at
  let to = at + 1
  while (open(day[from - 1])) from -= 1
  while (open(day[to])) to += 1
  const span = { day: weekday(first.cell.date), from: wall(from), to: wall(to) }
  return everywhere ? span : { source: first.sourceId, ...span }
}

/** The hours of a cell, as a route to be made. */
export function prefillOf(sourceId: string, cell: Cell): Prefill {
  return { source: sourceId, day: weekday(cell.date), from: wall(cell.from), to: wall(cell.to) }
}

/** The routes that take leads in an hour, each once. */
export function routesIn(hour: Hour): string[] {
  return [...new Set(hour.parts.flatMap((part) => part.cell.route_id ?? []))]
}

/** The letters of an hour's routes, as far as a cell has room for them, and how many more there are. */
export function signs(letters: string[]): string {
  const rest = letters.length - ROOM
  return rest <= 0 ? letters.join('') : `${letters.slice(0, ROOM - 1).join('')}+${rest + 1}`
}

/** The fewest agents there for any source that a route takes. */
export function fewest(hour: Hour): number {
  return Math.min(...hour.parts.filter((part) => part.cell.route_id).map((part) => part.cell.agents))
}

/** A wall time on the hour, as the API writes it. */
export function wall(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
