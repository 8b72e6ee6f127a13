import { useLingui } from '@lingui/react/macro'
import { Skeleton } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import { duration } from '@/lib/duration'
import { decimal } from '@/lib/locale'
import { ChartSection } from './ChartSection'
import { DataTable } from './DataTable'
import type { Measure } from './scale'
import type { Series, Target } from './series'

interface Props {
  title: string
  /** The labels of the x axis. */
  names: string[]
  /** The same in short, where they are long. */
  labels?: string[]
  /** The title of the x axis. */
  axis: string
  series: Series[]
  measure?: Measure
  target?: Target | undefined
  says?: ReactNode
  note?: ReactNode
  height?: number
}

const Plot = lazy(() => import('./Plot'))
const NONE = '—'

/** A chart of lines and columns with its table. What draws it is loaded on demand. */
export function Chart({
  title,
  names,
  labels,
  axis,
  series,
  measure = 'count',
  target,
  says,
  note,
  height = 240,
}: Props) {
  const { t } = useLingui()
  const format = measure === 'time' ? duration : decimal
  const told = (value: number | undefined) => (value === undefined ? NONE : format(value))
  const rows = names.map((name, at) => ({ name, cells: series.map((one) => told(one.values[at])) }))
  return (
    <ChartSection
      title={title}
      says={says}
      note={note}
      chart={
        <Suspense fallback={<Skeleton h={height + 28} />}>
          <Plot
            label={t`${title}: read with the arrow keys`}
            {...{ names, labels, series, measure, format, target, height }}
          />
        </Suspense>
      }
      table={<DataTable title={title} columns={[axis, ...series.map((one) => one.label)]} rows={rows} />}
    />
  )
}
