import 'uplot/dist/uPlot.min.css'
import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'

export interface Line {
  label: string
  /** One value for each name below the axis. */
  values: number[]
}

interface Props {
  names: string[]
  axis: string
  lines: Line[]
  height: number
}

const INKS = {
  light: { text: '#495057', grid: '#dee2e6', lines: ['#0b5d7a', '#2b8a3e', '#c2410c', '#6741d9'] },
  dark: { text: '#c9c9c9', grid: '#3b3b3b', lines: ['#6eb2d0', '#69db7c', '#ffa94d', '#b197fc'] },
}
/** Lines differ by their dashes too. */
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]]
const BORDERS = ['solid', 'dashed', 'dotted', 'double']
const FONT = '12px system-ui, sans-serif'
const GAP = 48

/** A chart of lines on a canvas, with its legend; as wide as there is room, in the colours of the theme. */
export default function LineChart({ names, axis, lines, height }: Props) {
  const scheme = useComputedColorScheme('light')
  const { ref: room, width } = useElementSize()
  const place = useRef<HTMLDivElement>(null)
  const wide = Math.floor(width)
  useEffect(() => {
    if (!place.current || wide === 0) return
    const data = [names.map((_, at) => at), ...lines.map((line) => line.values)] as uPlot.AlignedData
    const plot = new uPlot(options({ names, axis, lines, height }, wide, INKS[scheme]), data, place.current)
    return () => plot.destroy()
  }, [names, axis, lines, wide, height, scheme])
  return (
    <div ref={room} style={{ minHeight: height }}>
      <div ref={place} />
    </div>
  )
}

function options({ names, axis: below, lines, height }: Props, width: number, ink: (typeof INKS)['light']) {
  const named = (at: number | null | undefined) => (at === null || at === undefined ? '' : (names[at] ?? ''))
  const axis = {
    stroke: ink.text,
    font: FONT,
    grid: { stroke: ink.grid, width: 1 },
    ticks: { stroke: ink.grid, width: 1 },
  }
  const series = lines.map((line, at) => ({
    label: line.label,
    stroke: ink.lines[at % ink.lines.length] as string,
    dash: DASHES[at % DASHES.length] as number[],
    width: 2,
    points: { show: names.length <= 1, size: 6 },
  }))
  return {
    width,
    height,
    scales: {
      x: { time: false },
      y: { range: (_: uPlot, __: number, most: number): uPlot.Range.MinMax => [0, Math.max(4, Math.ceil(most * 1.1))] },
    },
    axes: [
      {
        ...axis,
        space: GAP,
        incrs: [1, 2, 3, 5, 7, 10, 14, 20, 30, 60],
        values: (_: uPlot, splits: number[]) => splits.map((at) => (Number.isInteger(at) ? named(at) : '')),
      },
      { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000] },
    ],
    series: [{ label: below, value: (_: uPlot, at: number | null) => named(at) }, ...series],
    cursor: { drag: { x: false, y: false } },
    legend: { markers: { width: 2, dash: (_: uPlot, at: number) => BORDERS[(at - 1) % BORDERS.length] as string } },
  } satisfies uPlot.Options
}
