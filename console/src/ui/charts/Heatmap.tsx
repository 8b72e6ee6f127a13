import { Text } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import classes from './Heatmap.module.css'

/** The header of a row or column, with its accessible name where the label is shorter. */
export interface Heading {
  key: string
  label: ReactNode
  name?: string
}

/** The look of a cell; alarms are hatched and warnings framed, so that colour is not the only sign. Levels go from light to dark. */
export type Tone = 'alarm' | 'warning' | 'quiet' | `level-${1 | 2 | 3 | 4}` | number

export interface HeatCell {
  /** The cell's accessible name, also shown below the grid. */
  name: string
  /** The text in the cell, and the one above it. */
  text: string
  above?: string
  tone: Tone
  /** A frame around the cell: dashed, or dotted. */
  frame?: 'dashed' | 'dotted' | undefined
  /** Whether it can be opened. */
  opens?: boolean
}

interface Props {
  label: string
  corner: string
  rows: Heading[]
  columns: Heading[]
  cell: (row: number, column: number) => HeatCell
  onOpen?: (row: number, column: number) => void
  /** Shown below the grid while no cell is active. */
  hint: string
  /** How wide the heads of the rows are, in pixels. */
  heads?: number
}

const TONES = 6
type Place = readonly [row: number, column: number]

/** A heatmap with keyboard navigation; each cell has a text. */
export function Heatmap({ label, corner, rows, columns, cell, onOpen, hint, heads = 88 }: Props) {
  const table = useRef<HTMLTableElement>(null)
  const [at, setAt] = useState<Place>([0, 0])
  const [told, setTold] = useState<Place | null>(null)
  const last: Place = [rows.length - 1, columns.length - 1]
  const here = within(at, last)
  const shown = told && within(told, last)

  function onKey(event: KeyboardEvent, place: Place) {
    const next = moved(event, place, last)
    if (next) {
      event.preventDefault()
      table.current?.querySelector<HTMLElement>(`[data-place="${next.join(':')}"]`)?.focus()
    } else if ((event.key === 'Enter' || event.key === ' ') && cell(...place).opens) {
      event.preventDefault()
      onOpen?.(...place)
    }
  }

  return (
    <div>
      <table ref={table} role="grid" aria-label={label} className={classes.grid} onMouseLeave={() => setTold(null)}>
        <colgroup>
          <col style={{ width: heads }} />
          <col span={columns.length} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col" aria-label={column.name}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.key}>
              <th scope="row" aria-label={row.name}>
                {row.label}
              </th>
              {columns.map((column, c) => {
                const one = cell(r, c)
                return (
                  <td
                    key={column.key}
                    role="gridcell"
                    aria-label={one.name}
                    tabIndex={here[0] === r && here[1] === c ? 0 : -1}
                    data-place={`${r}:${c}`}
                    data-tone={typeof one.tone === 'number' ? one.tone % TONES : one.tone}
                    data-frame={one.frame}
                    data-opens={one.opens || undefined}
                    onFocus={() => {
                      setAt([r, c])
                      setTold([r, c])
                    }}
                    onMouseEnter={() => setTold([r, c])}
                    onKeyDown={(event) => onKey(event, [r, c])}
                    onClick={() => one.opens && onOpen?.(r, c)}
                  >
                    {one.above && <span className={classes.above}>{one.above}</span>}
                    {one.text}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Text size="sm" mt="xs" mih="3em" aria-hidden>
        {shown ? cell(...shown).name : hint}
      </Text>
    </div>
  )
}

function within([row, column]: Place, [rows, columns]: Place): Place {
  return [Math.max(0, Math.min(row, rows)), Math.max(0, Math.min(column, columns))]
}

/** Return the cell that a key moves to; null for other keys. */
function moved(event: KeyboardEvent, [row, column]: Place, last: Place): Place | null {
  const far = event.ctrlKey || event.metaKey
  switch (event.key) {
    case 'ArrowRight':
      return within([row, column + 1], last)
    case 'ArrowLeft':
      return within([row, column - 1], last)
    case 'ArrowDown':
      return within([row + 1, column], last)
    case 'ArrowUp':
      return within([row - 1, column], last)
    case 'Home':
      return far ? [0, 0] : [row, 0]
    case 'End':
      return far ? last : [row, last[1]]
    default:
      return null
  }
}
