import { Trans, useLingui } from '@lingui/react/macro'
import { Table, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Me } from '@/api/context'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { Section } from '@/ui/layout/Page'
import type { Address, By } from '../address'
import { type ColumnName, EXTRAS, useChosenColumns } from './chosenColumns'
import { COLUMNS, figure } from './columns'
import { ColumnSets, ColumnsMenu, EXTRA_LABELS } from './ColumnsMenu'
import { Heading } from './Heading'
import { LoadCell } from './LoadCell'
import { Manage } from './ManageMember'
import classes from './Rows.module.css'
import { chosen, idOf, type Order, orderOf, sorted } from './sorting'
import { type Member, useMembers } from './useManageMember'
import type { Figures, Row, ReportData } from '../useReport'
import { OnRoutes, RowName } from './RowName'

interface Props {
  report: ReportData
  me: Me
  address: Address
  onChange: (changes: Address) => void
}

/** The figures of each agent, route or source, sorted by any of them, and those of the whole team. */
export function Rows({ report, me, address, onChange }: Props) {
  const { t, i18n } = useLingui()
  const agents = report.by === 'agent'
  const members = useMembers(agents)
  const [columns, choose] = useChosenColumns(me.agent_id)
  const order = orderOf(address)
  const rows = sorted(report.rows, order, i18n.locale, report.currency ?? report.totals.won_value[0]?.currency)
  const previous = address.compare === 'previous' ? report.previous : undefined
  const before = useMemo(() => new Map(previous?.rows.map((row) => [idOf(row), row])), [previous])
  const titles: Record<By, string> = { agent: t`By agent`, route: t`By route`, source: t`By source` }
  const title = titles[report.by]
  if (rows.length === 0) return <Nothing />
  return (
    <Section title={title} actions={<ColumnsMenu columns={columns} onChange={choose} agents={agents} />}>
      <ColumnSets columns={columns} onChange={choose} />
      <Table.ScrollContainer minWidth={0} type="native" tabIndex={0} role="region" aria-label={t`${title}, as a table`}>
        <Table verticalSpacing="xs" horizontalSpacing="xs" withRowBorders={false} className={classes.rows ?? ''}>
          <Headings {...{ by: report.by, order, columns }} onOrder={(by) => onChange(chosen(order, by))} />
          <Table.Tbody>
            {rows.map((row) => (
              <OneRow
                key={idOf(row)}
                row={row}
                before={before.get(idOf(row))}
                member={members.get(idOf(row))}
                columns={columns}
              />
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row" className={classes.who ?? ''}>
                <Trans>The whole team</Trans>
              </Table.Th>
              <FigureCells figures={report.totals} before={previous?.totals} columns={columns} />
              {agents && EXTRAS.filter((name) => columns.includes(name)).map((name) => <Table.Td key={name} />)}
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
      <Meaning report={report} />
    </Section>
  )
}

interface HeadingsProps {
  by: By
  order: Order
  columns: ColumnName[]
  onOrder: (by: Order['by']) => void
}

function Headings({ by, order, columns, onOrder }: HeadingsProps) {
  const { t, i18n } = useLingui()
  const names: Record<By, string> = { agent: t`Agent`, route: t`Route`, source: t`Source` }
  return (
    <Table.Thead>
      <Table.Tr>
        <Heading by="name" order={order} onOrder={onOrder} label={names[by]} />
        {COLUMNS.filter(({ key }) => columns.includes(key)).map(({ key, label }) => (
          <Heading key={key} by={key} order={order} onOrder={onOrder} label={i18n._(label)} />
        ))}
        {by === 'agent' &&
          EXTRAS.filter((name) => columns.includes(name)).map((name) => (
            <Table.Th key={name} scope="col">
              {i18n._(EXTRA_LABELS[name])}
            </Table.Th>
          ))}
      </Table.Tr>
    </Table.Thead>
  )
}

interface OneProps {
  row: Row
  before: Row | undefined
  member: Member | undefined
  columns: ColumnName[]
}

function OneRow({ row, before, member, columns }: OneProps) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} className={classes.who ?? ''}>
        <RowName row={row} member={member}>
          {member && <Manage member={member} />}
        </RowName>
      </Table.Th>
      <FigureCells figures={row} before={before} columns={columns} />
      {row.routes && columns.includes('load') && <Table.Td>{row.load && <LoadCell load={row.load} />}</Table.Td>}
      {row.routes && columns.includes('routes') && (
        <Table.Td>
          <OnRoutes routes={row.routes} />
        </Table.Td>
      )}
    </Table.Tr>
  )
}

interface FigureProps {
  figures: Figures
  before: Figures | undefined
  columns: ColumnName[]
}

function FigureCells({ figures, before, columns }: FigureProps) {
  return COLUMNS.filter(({ key }) => columns.includes(key)).map((column) => {
    const was = figure(before, column)
    return (
      <Table.Td key={column.key} ta="right" className="tabular">
        {figure(figures, column)}
        {was !== '—' && (
          <Text size="xs" c="dimmed">
            <Trans>{was} before</Trans>
          </Text>
        )}
      </Table.Td>
    )
  })
}

function Meaning({ report: { by, measured } }: { report: ReportData }) {
  const { uncounted, counted_from: from } = measured
  return (
    <Text size="sm" c="dimmed" maw={900}>
      {by === 'agent' ? (
        <Trans>
          What an agent received are the offers that have ended and what a route assigned; for the team, a route or a
          source it is leads. So the rows do not add up to the team. Results taken over are of leads that an agent got
          from the pool or by hand; they are not among the others.
        </Trans>
      ) : (
        <Trans>What a route or source received are leads that came through routing.</Trans>
      )}{' '}
      <Trans>
        The claim rate is what was claimed out of claimed, passed and expired. What was claimed from the pool or
        assigned by hand stands by itself. The value won is what was said of the deals when their leads were closed.
        Working time is the team's working hours without its days off.
      </Trans>
      {uncounted > 0 && ' '}
      {uncounted > 0 &&
        (from ? (
          <Trans>
            Working time, shares in time, results taken over and steps are counted from {from}: {uncounted} claims and
            first responses before have none.
          </Trans>
        ) : (
          <Trans>
            An earlier release counted these days, without working time, shares in time, results taken over and steps.
          </Trans>
        ))}
    </Text>
  )
}

function Nothing() {
  const { t } = useLingui()
  return (
    <Empty
      title={t`Nothing to report`}
      action={
        <GoTo to="/report" search={{ range: 'all' }}>
          <Trans>Show all time</Trans>
        </GoTo>
      }
    >
      <Trans>In these days there is nothing. Choose a longer range.</Trans>
    </Empty>
  )
}
