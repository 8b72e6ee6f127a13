import { Trans } from '@lingui/react/macro'
import { Table } from '@mantine/core'

interface Props {
  title: string
  /** The headings, that of the names first. */
  columns: string[]
  rows: { name: string; cells: string[] }[]
}

/** What a chart shows, as a table. */
export function DataTable({ title, columns, rows }: Props) {
  const [first, ...others] = columns
  return (
    <Table captionSide="top">
      <caption>
        <Trans>{title}, as a table</Trans>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{first}</Table.Th>
          {others.map((column) => (
            <Table.Th key={column} scope="col" ta="right">
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ name, cells }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={500}>
              {name}
            </Table.Th>
            {cells.map((cell, place) => (
              <Table.Td key={others[place]} ta="right" className="tabular">
                {cell}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
