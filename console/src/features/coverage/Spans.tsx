import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { asSearch } from './Grid'
import { useCellText } from './useCellText'
import { dateWords } from '@/lib/dates'
import { type Coverage, prefillOf, wall } from './week'

/** The week as a table: a row for each span of hours of a day that are alike. */
export function Spans({ coverage, source, may }: { coverage: Coverage; source: string | undefined; may: boolean }) {
  const { t, i18n } = useLingui()
  const { standing, notes } = useCellText()
  const rows = coverage.sources.filter((row) => !source || row.source_id === source)
  return (
    <Table.ScrollContainer minWidth={620} type="native" tabIndex={0} role="region" aria-label={t`Coverage of the week`}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {!source && <Table.Th>{t`Source`}</Table.Th>}
            <Table.Th>{t`Day`}</Table.Th>
            <Table.Th style={{ whiteSpace: 'nowrap' }}>{t`From–to`}</Table.Th>
            <Table.Th>{t`Route and agents`}</Table.Th>
            <Table.Th>{t`Notes`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.flatMap((row) =>
            row.cells.map((cell) => (
              <Table.Tr key={`${row.source_id}${cell.date}${cell.from}`}>
                {!source && <Table.Td>{row.title}</Table.Td>}
                <Table.Td style={{ whiteSpace: 'nowrap' }}>
                  {dateWords(i18n.locale, cell.date, { weekday: 'short', day: 'numeric', month: 'short' })}
                </Table.Td>
                <Table.Td className="tabular" style={{ whiteSpace: 'nowrap' }}>
                  {wall(cell.from)}–{wall(cell.to)}
                </Table.Td>
                <Table.Td>
                  {cell.gap && (
                    <Badge color="red" variant="light" mr="xs" tt="none">
                      <Trans>Gap</Trans>
                    </Badge>
                  )}
                  {cell.route_id ? standing(cell) : t`No route takes leads.`}
                </Table.Td>
                <Table.Td>
                  {notes(cell).join(' ')}
                  {cell.gap && may && (
                    <Anchor
                      size="sm"
                      renderRoot={(props) => (
                        <Link to="/routes/new" search={asSearch(prefillOf(row.source_id, cell))} {...props} />
                      )}
                    >
                      <Trans>New route for it</Trans>
                    </Anchor>
                  )}
                </Table.Td>
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
