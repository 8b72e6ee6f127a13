import { Trans, useLingui } from '@lingui/react/macro'
import { Table, Text } from '@mantine/core'
import { useMemo } from 'react'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { Section } from '@/ui/layout/Page'
import type { Address, By } from '../address'
import { COLUMNS, shown } from './columns'
import { Heading } from './Heading'
import { Manage } from './ManageMember'
import classes from './Rows.module.css'
import { chosen, idOf, type Order, orderOf, sorted } from './sorting'
import { type Member, useMembers } from './useManageMember'
import type { Row, ReportData } from '../useReport'
import { OnRoutes, RowName } from './RowName'

interface Props {
  report: ReportData
  address: Address
  onChange: (changes: Address) => void
}

/** The figures of each agent, route or source, sorted by any of them. */
export function Rows({ report, address, onChange }: Props) {
  const { t, i18n } = useLingui()
  const members = useMembers(report.by === 'agent')
  const order = orderOf(address)
  const rows = sorted(report.rows, order, i18n.locale)
  const before = useMemo(() => new Map(report.previous?.rows.map((row) => [idOf(row), row])), [report.previous])
  const titles: Record<By, string> = { agent: t`By agent`, route: t`By route`, source: t`By source` }
  const title = titles[report.by]
  if (rows.length === 0) return <Nothing />
  return (
    <Section title={title}>
      <Table.ScrollContainer minWidth={0} type="native" tabIndex={0} role="region" aria-label={t`${title}, as a table`}>
        <Table verticalSpacing="xs" withRowBorders={false} className={classes.rows ?? ''}>
          <Headings by={report.by} order={order} onOrder={(by) => onChange(chosen(order, by))} />
          <Table.Tbody>
            {rows.map((row) => (
              <OneRow
                key={idOf(row)}
                row={row}
                before={report.previous && before.get(idOf(row))}
                member={members.get(idOf(row))}
                managed={report.by === 'agent'}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Meaning by={report.by} />
    </Section>
  )
}

function Headings({ by, order, onOrder }: { by: By; order: Order; onOrder: (by: Order['by']) => void }) {
  const { t, i18n } = useLingui()
  const names: Record<By, string> = { agent: t`Agent`, route: t`Route`, source: t`Source` }
  return (
    <Table.Thead>
      <Table.Tr>
        <Heading by="name" order={order} onOrder={onOrder} label={names[by]} />
        {COLUMNS.map(({ key, label }) => (
          <Heading key={key} by={key} order={order} onOrder={onOrder} label={i18n._(label)} />
        ))}
        {by === 'agent' && <Table.Th scope="col">{t`Routes`}</Table.Th>}
      </Table.Tr>
    </Table.Thead>
  )
}

interface OneProps {
  row: Row
  before: Row | undefined
  member: Member | undefined
  managed: boolean
}

function OneRow({ row, before, member, managed }: OneProps) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} className={classes.who ?? ''}>
        <RowName row={row} member={member}>
          {managed && member && <Manage member={member} />}
        </RowName>
      </Table.Th>
      {COLUMNS.map(({ key, kind }) => {
        const was = shown(before?.[key], kind)
        return (
          <Table.Td key={key} ta="right" className="tabular">
            {shown(row[key], kind)}
            {before?.[key] !== undefined && (
              <Text size="xs" c="dimmed">
                <Trans>{was} before</Trans>
              </Text>
            )}
          </Table.Td>
        )
      })}
      {row.routes && (
        <Table.Td>
          <OnRoutes routes={row.routes} />
        </Table.Td>
      )}
    </Table.Tr>
  )
}

function Meaning({ by }: { by: By }) {
  return (
    <Text size="sm" c="dimmed" maw={900}>
      {by === 'agent' ? (
        <Trans>
          What an agent received are the offers that have ended and what a route assigned; for the team, a route or a
          source it is leads. So the rows do not add up to the team.
        </Trans>
      ) : (
        <Trans>What a route or source received are leads that came through routing.</Trans>
      )}{' '}
      <Trans>
        The claim rate is what was claimed out of claimed, passed and expired. What was claimed from the pool or
        assigned by hand stands by itself.
      </Trans>
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
