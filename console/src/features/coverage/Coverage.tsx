import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, Select, SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@/ui/icons'
import { useConsole, useMe } from '@/api/context'
import { wallOf } from '@/lib/zone'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { Loaded } from '@/ui/layout/Loaded'
import { Page, Section } from '@/ui/layout/Page'
import { CsvButton } from '@/ui/lists/CsvButton'
import { Coming } from './Coming'
import { Flags } from './Flags'
import { Grid } from './Grid'
import { Spans } from './Spans'
import { useCellText } from './useCellText'
import { type Asked, useAsked, useCoverage, useTitles } from './useCoverage'
import { later, mondayOf, weekWords } from '@/lib/dates'
import { type Coverage as Week, hoursOf, wall } from './week'

const A_YEAR = 364

/** Which route takes leads in each hour of a week, and how many agents are there: gaps stand out. */
export function Coverage() {
  const { t } = useLingui()
  const me = useMe()
  const [asked] = useAsked()
  const coverage = useCoverage(asked.from)
  const zone = me.data?.team.time_zone
  return (
    <Page
      title={t`Coverage`}
      about={
        <Trans>
          Which route takes leads in each hour of a week, and how many of its agents are there. Limits do not count.
        </Trans>
      }
    >
      {zone && <Controls week={coverage.data} zone={zone} />}
      <Loaded query={coverage} height={420}>
        {(week) => (
          <Shown week={week} asked={asked} may={me.data?.role === 'rainmaker'} stale={coverage.isPlaceholderData} />
        )}
      </Loaded>
      <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }}>
        <Flags />
        <Coming days={coverage.data?.coming ?? []} />
      </SimpleGrid>
    </Page>
  )
}

/** How many gaps there are, and the week as a file. */
function Tools({ week, source }: { week: Week; source: string | undefined }) {
  const { t } = useLingui()
  const title = useTitles()
  const { notes } = useCellText()
  const rows = () => [
    [t`Day`, t`Hour`, t`Source`, t`Route`, t`Agents`, t`Gap`, t`Notes`],
    ...hoursOf(week, source)
      .flat()
      .flatMap(({ date, hour, parts }) =>
        parts.map(({ title: name, cell }) => [
          date,
          wall(hour),
          name,
          cell.route_id ? title(cell.route_id) : '',
          cell.agents,
          cell.gap ? t`yes` : '',
          notes(cell).join(' '),
        ]),
      ),
  ]
  return (
    <>
      <Gaps week={week} source={source} />
      <CsvButton name={`${t`coverage`}-${week.from}`} rows={rows} />
    </>
  )
}

function Shown({ week, asked, may, stale }: { week: Week; asked: Asked; may: boolean; stale: boolean }) {
  const { t, i18n } = useLingui()
  const known = week.sources.some((row) => row.source_id === asked.source)
  const source = known ? asked.source : undefined
  if (week.sources.length === 0) {
    return (
      <Empty
        title={t`No source's leads are routed`}
        action={
          may && (
            <GoTo to="/sources" variant="filled">
              <Trans>New source</Trans>
            </GoTo>
          )
        }
      >
        <Trans>Make a source that no member owns: then its week shows here.</Trans>
      </Empty>
    )
  }
  return (
    <Section title={weekWords(i18n.locale, week.from, week.to)} actions={<Tools week={week} source={source} />}>
      <Stack aria-busy={stale} style={{ opacity: stale ? 0.6 : 1 }}>
        {asked.view === 'table' ? (
          <Spans coverage={week} source={source} may={may} />
        ) : (
          <Grid coverage={week} source={source} may={may} />
        )}
      </Stack>
    </Section>
  )
}

/** In how many of the week's hours some lead would find no route. */
function Gaps({ week, source }: { week: Week; source: string | undefined }) {
  const gaps = hoursOf(week, source)
    .flat()
    .filter((hour) => hour.parts.some((part) => part.cell.gap))
  const count = gaps.length
  return (
    <Badge variant="default" tt="none" leftSection={count > 0 ? '✕' : '✓'}>
      {count === 0 ? <Trans>No gaps</Trans> : plural(count, { one: '# hour with a gap', other: '# hours with a gap' })}
    </Badge>
  )
}

/** Which source, which week, and how it is shown. */
function Controls({ week, zone }: { week: Week | undefined; zone: string }) {
  const { t } = useLingui()
  const { clock } = useConsole()
  const [asked, ask] = useAsked()
  const present = mondayOf(wallOf(clock.now(), zone).slice(0, 10))
  const from = asked.from ?? present
  const go = (days: number) => ask({ from: later(from, days) })
  return (
    <Group align="end" gap="sm">
      <Select
        label={t`Source`}
        data={[
          { value: '', label: t`All sources` },
          ...(week?.sources.map((row) => ({ value: row.source_id, label: row.title })) ?? []),
        ]}
        value={asked.source ?? ''}
        onChange={(chosen) => ask({ source: chosen ?? '' })}
        allowDeselect={false}
      />
      <Button.Group>
        <Button
          variant="default"
          px="xs"
          aria-label={t`Week before`}
          onClick={() => go(-7)}
          disabled={from <= later(present, -A_YEAR)}
        >
          <IconChevronLeft size={18} aria-hidden />
        </Button>
        <Button variant="default" onClick={() => ask({ from: '' })} disabled={from === present}>
          <Trans>This week</Trans>
        </Button>
        <Button
          variant="default"
          px="xs"
          aria-label={t`Week after`}
          onClick={() => go(7)}
          disabled={from >= later(present, A_YEAR)}
        >
          <IconChevronRight size={18} aria-hidden />
        </Button>
      </Button.Group>
      <Switch
        label={t`As a table`}
        checked={asked.view === 'table'}
        onChange={(event) => ask({ view: event.currentTarget.checked ? 'table' : '' })}
        mb={8}
      />
      <Text size="sm" c="dimmed" mb={8}>
        <Trans>Time zone: {zone}</Trans>
      </Text>
    </Group>
  )
}
