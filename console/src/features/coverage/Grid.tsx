import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Group, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconClockExclamation, IconConfetti } from '@/ui/icons'
import { useNavigate } from '@tanstack/react-router'
import { Heatmap, type HeatCell, type Heading } from '@/ui/charts/Heatmap'
import { useTitles } from './useCoverage'
import { useCellText } from './useCellText'
import { dateWords } from '@/lib/dates'
import { type Coverage, fewest, gapAround, type Hour, hoursOf, type Prefill, routesIn, signs, wall } from './week'

interface Props {
  coverage: Coverage
  source: string | undefined
  /** Whether a gap opens a route to be made. */
  may: boolean
}

/** The week at a glance: seven days by 24 hours; on a narrow screen the days stand side by side. */
export function Grid({ coverage, source, may }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const wide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false })
  const days = hoursOf(coverage, source)
  const letters = lettersOf(days)
  const cellOf = useCells(days, letters, may)
  const dates = useDayHeadings(coverage, days)
  const hours = Array.from({ length: 24 }, (_, hour) => ({ key: String(hour), label: hour, name: wall(hour) }))
  const hourOf = (row: number, column: number) => (wide ? days[row]?.[column] : days[column]?.[row]) as Hour
  const open = (row: number, column: number) => {
    const hour = hourOf(row, column)
    const gap = gapAround(days[wide ? row : column] ?? [], hour.hour, !source)
    if (gap) void navigate({ to: '/routes/new', search: asSearch(gap) })
  }
  return (
    <Stack gap="sm">
      <Legend letters={letters} />
      <Heatmap
        key={String(wide)}
        label={t`Coverage of the week`}
        corner={wide ? t`Day` : t`Hour`}
        rows={wide ? dates : hours}
        columns={wide ? hours : dates}
        cell={(row, column) => cellOf(hourOf(row, column))}
        onOpen={open}
        heads={wide ? 88 : 40}
        hint={
          may
            ? t`Point at an hour, or move with the arrows, to read it in words. A gap opens a new route for it.`
            : t`Point at an hour, or move with the arrows, to read it in words.`
        }
      />
    </Stack>
  )
}

/** The beginnings of a route as the query of an address. */
export function asSearch(gap: Prefill): Record<string, string | undefined> {
  return { ...gap }
}

/** A letter for each route of the week, in the order in which they come up. */
function lettersOf(days: Hour[][]): Map<string, string> {
  const routes = new Set(days.flat().flatMap(routesIn))
  return new Map(
    [...routes].map((route, place) => [route, place < 26 ? String.fromCharCode(65 + place) : String(place)]),
  )
}

function useCells(days: Hour[][], letters: Map<string, string>, may: boolean): (hour: Hour) => HeatCell {
  const { told } = useCellText()
  const signsOf = (hour: Hour) => signs(routesIn(hour).map((route) => letters.get(route) ?? ''))
  const order = [...new Set(days.flat().map(signsOf))]
  return (hour) => {
    const name = told(hour)
    if (hour.parts.some((part) => part.cell.gap)) return { name, text: '✕', tone: 'alarm', opens: may }
    const [agents, above] = [fewest(hour), signsOf(hour)]
    const text = `${agents}${hour.parts.some((part) => part.cell.overridden) ? '*' : ''}`
    return { name, above, text, tone: agents === 0 ? 'warning' : order.indexOf(above) }
  }
}

/** The days, with a sign on holidays and on those on which clocks change. */
function useDayHeadings(coverage: Coverage, days: Hour[][]): Heading[] {
  const { t, i18n } = useLingui()
  return days.map((day) => {
    const date = day[0]?.date ?? coverage.from
    const holiday = coverage.coming.find((one) => one.date === date)?.holiday?.join(', ')
    const shifts = day.some((hour) => hour.parts.some((part) => part.cell.dst))
    const whole = dateWords(i18n.locale, date, { weekday: 'long', day: 'numeric', month: 'long' })
    const name = [whole, holiday ? t`public holiday: ${holiday}` : '', shifts ? t`clocks change` : '']
      .filter(Boolean)
      .join(', ')
    return {
      key: date,
      name,
      label: (
        <span title={name}>
          {dateWords(i18n.locale, date, { weekday: 'short', day: 'numeric' })}
          {holiday && (
            <IconConfetti size={14} aria-hidden style={{ marginInlineStart: 4, verticalAlign: 'text-bottom' }} />
          )}
          {shifts && (
            <IconClockExclamation
              size={14}
              aria-hidden
              style={{ marginInlineStart: 4, verticalAlign: 'text-bottom' }}
            />
          )}
        </span>
      ),
    }
  })
}

function Legend({ letters }: { letters: Map<string, string> }) {
  const title = useTitles()
  return (
    <Stack gap={6}>
      <Group gap="xs">
        {[...letters].map(([route, letter]) => (
          <Badge key={route} variant="default" tt="none" fw={500}>
            {letter} · {title(route)}
          </Badge>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        <Trans>
          Each hour shows the letters of its routes and, below, how many agents are there: the fewest of any source. +2:
          two more routes. ✕ hatched: a gap. 0 in a dashed frame: a route with nobody there. *: a route that assigns
          goes before.
        </Trans>
      </Text>
    </Stack>
  )
}
