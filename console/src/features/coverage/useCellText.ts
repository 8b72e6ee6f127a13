import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useTitles } from './useCoverage'
import { dateWords } from '@/lib/dates'
import { type Cell, type Hour, type Part, wall } from './week'

/** Hours of the week in words. */
export function useCellText() {
  const { t, i18n } = useLingui()
  const title = useTitles()

  /** Which route takes leads and how many agents are there, or that there is a gap. */
  function standing(cell: Cell): string {
    if (!cell.route_id) return t`gap: no route takes leads`
    const route = title(cell.route_id)
    const count = cell.agents
    const agents = plural(count, { 0: 'no agent there', one: '# agent', other: '# agents' })
    return cell.gap ? t`${route}, ${agents}; for a part of it no route takes leads` : `${route}, ${agents}`
  }

  /** What else is to be known of it. */
  function notes(cell: Cell): string[] {
    const count = cell.conditional
    return [
      cell.overridden ? t`A route that assigns goes before.` : '',
      count > 0
        ? plural(count, {
            one: '# route with conditions takes some before.',
            other: '# routes with conditions take some before.',
          })
        : '',
      cell.dst === 'skipped' ? t`Clocks go forward: this hour is left out.` : '',
      cell.dst === 'doubled' ? t`Clocks go back: this hour comes twice.` : '',
    ].filter(Boolean)
  }

  /** An hour, whole: its day, its time and how each source stands. */
  function told(hour: Hour): string {
    const day = dateWords(i18n.locale, hour.date, { weekday: 'long', day: 'numeric', month: 'long' })
    const groups = alike(hour.parts, (part) => [standing(part.cell), ...notes(part.cell)].join('. '))
    const said = groups.map(([words, parts]) =>
      groups.length === 1 ? words : `${parts.map((part) => part.title).join(', ')}: ${words}`,
    )
    return `${day}, ${wall(hour.hour)}–${wall(hour.hour + 1)} · ${said.join(' · ')}`
  }

  return { told, standing, notes }
}

/** The parts that are said alike, together. */
function alike(parts: Part[], say: (part: Part) => string): [string, Part[]][] {
  const found = new Map<string, Part[]>()
  for (const part of parts) found.set(say(part), [...(found.get(say(part)) ?? []), part])
  return [...found]
}
