import { Trans } from '@lingui/react/macro'
import { Box, Skeleton, Table, VisuallyHidden } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { Line } from './LineChart'

interface Props {
  /** The title, also of the table for screen readers. */
  title: string
  /** The labels of the x axis. */
  names: string[]
  /** The title of the x axis. */
  axis: string
  lines: Line[]
  height?: number
}

const LineChart = lazy(() => import('./LineChart'))

/** A line chart, with a table for screen readers. The chart library is loaded on demand. */
export function Chart({ title, names, axis, lines, height = 240 }: Props) {
  return (
    <Box component="figure" m={0} pos="relative">
      <Box aria-hidden>
        <Suspense fallback={<Skeleton h={height} />}>
          <LineChart names={names} axis={axis} lines={lines} height={height} />
        </Suspense>
      </Box>
      <VisuallyHidden>
        <AsTable title={title} names={names} axis={axis} lines={lines} />
      </VisuallyHidden>
    </Box>
  )
}

function AsTable({ title, names, axis, lines }: Omit<Props, 'height'>) {
  return (
    <Table>
      <caption>
        <Trans>{title}, as a table</Trans>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{axis}</Table.Th>
          {lines.map((line) => (
            <Table.Th key={line.label} scope="col">
              {line.label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {names.map((name, place) => (
          <Table.Tr key={name}>
            <Table.Th scope="row">{name}</Table.Th>
            {lines.map((line) => (
              <Table.Td key={line.label}>{line.values[place]}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
