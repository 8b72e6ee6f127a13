import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useConsole } from '@/api/context'
import { coverageQuery } from '@/api/queries/routes'
import { amount } from '@/lib/locale'
import { ChartSection } from '@/ui/charts/ChartSection'
import { DataTable } from '@/ui/charts/DataTable'
import { Heatmap } from '@/ui/charts/Heatmap'
import { DAYS } from '@/lib/dates'
import { dayName } from '@/ui/words/Hours'
import type { ReportData } from '../useReport'
import { stepName } from './dates'
import { busiest, type DemandHour, demandWeek, levelOf, uncoveredLeads } from './demandWeek'

const wall = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/** When leads come, by hour and weekday, and whether anybody is there to take them. */
export function Demand({ report }: { report: ReportData }) {
  const { t, i18n } = useLingui()
  const { api } = useConsole()
  const coverage = useQuery(coverageQuery(api, undefined))
  const wide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false })
  const week = demandWeek(report.demand.hours, coverage.data)
  const most = Math.max(1, ...report.demand.hours)
  const title = t`When leads come`
  const day = (place: number, style: 'short' | 'long') => dayName(i18n.locale, DAYS[place] ?? 'mon', style)
  const told = (one: DemandHour) => {
    const leads = one.leads
    const count = plural(leads, { 0: 'no leads', one: '# lead', other: '# leads' })
    return `${day(one.day, 'long')}, ${wall(one.hour)}–${wall(one.hour + 1)}: ${count}. ${covered(one)}`
  }
  const days = DAYS.map((key, place) => ({ key, label: day(place, 'short'), name: day(place, 'long') }))
  const hours = Array.from({ length: 24 }, (_, hour) => ({ key: String(hour), label: hour, name: wall(hour) }))
  const hourOf = (row: number, column: number) => (wide ? week[row]?.[column] : week[column]?.[row]) as DemandHour

  function covered(one: DemandHour): string {
    if (one.gap === null) return ''
    if (one.gap) return t`This week no route takes some of them.`
    const agents = one.agents ?? 0
    return plural(agents, {
      0: 'This week nobody is there.',
      one: 'This week # agent is there.',
      other: 'This week # agents are there.',
    })
  }

  return (
    <ChartSection
      title={title}
      says={<Says week={week} day={(place) => day(place, 'long')} />}
      chart={
        <>
          <Heatmap
            key={String(wide)}
            label={title}
            corner={wide ? t`Day` : t`Hour`}
            rows={wide ? days : hours}
            columns={wide ? hours : days}
            heads={wide ? 64 : 40}
            hint={t`Point at an hour, or move with the arrows, to read it in words.`}
            cell={(row, column) => {
              const one = hourOf(row, column)
              const level = levelOf(one.leads, most)
              return {
                name: told(one),
                text: one.leads > 0 ? amount(one.leads) : '',
                tone: level === 0 ? 'quiet' : `level-${level}`,
                frame: one.gap ? 'dashed' : one.agents === 0 ? 'dotted' : undefined,
              }
            }}
          />
          <Text size="sm" c="dimmed">
            <Trans>
              The darker, the more leads. Dashed frame: a gap in this week's coverage. Dotted frame: nobody is there.
            </Trans>
          </Text>
        </>
      }
      table={
        <DataTable
          title={title}
          columns={[t`Hour`, ...days.map((one) => one.name)]}
          rows={hours.map(({ name }, hour) => ({ name, cells: week.map((one) => amount(one[hour]?.leads ?? 0)) }))}
        />
      }
      note={<Uncounted report={report} />}
    />
  )
}

/** The busiest hour, and what came where nobody takes leads. */
function Says({ week, day }: { week: DemandHour[][]; day: (place: number) => string }) {
  const top = busiest(week)
  if (!top) return <Trans>No lead was counted by the hour in these days.</Trans>
  const [when, from, to] = [day(top.day), wall(top.hour), wall(top.hour + 1)]
  const lost = uncoveredLeads(week)
  return (
    <>
      <Trans>
        Most leads come on {when} from {from} to {to}.
      </Trans>{' '}
      {lost > 0 &&
        plural(lost, {
          one: "# lead came at an hour that this week's plan leaves without a route or without agents.",
          other: "# leads came at hours that this week's plan leaves without a route or without agents.",
        })}
    </>
  )
}

/** From when on hours are counted, where some leads came before. */
function Uncounted({ report }: { report: ReportData }) {
  const { i18n } = useLingui()
  const { uncounted, counted_from: from } = report.demand
  const zone = report.time_zone
  const since = from && stepName(from, report.step, i18n.locale)
  const told = since
    ? plural(uncounted, {
        one: `Hours were not counted before ${since}: # lead is not shown here.`,
        other: `Hours were not counted before ${since}: # leads are not shown here.`,
      })
    : plural(uncounted, {
        one: 'Hours were not counted in these days: # lead is not shown here.',
        other: 'Hours were not counted in these days: # leads are not shown here.',
      })
  return (
    <>
      <Trans>Hours by the team's clock: {zone}.</Trans> {uncounted > 0 && told}
    </>
  )
}
