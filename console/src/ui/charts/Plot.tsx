import { useElementSize } from '@mantine/hooks'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { Legend } from './Legend'
import classes from './Plot.module.css'
import { labelled, type Measure, stretches, ticksOf } from './scale'
import { DASHES, type Series, type Target, TONES, toneOf } from './series'

export interface PlotProps {
  /** The accessible name of what is read with the arrows. */
  label: string
  /** The names of the places on the axis, as they are read. */
  names: string[]
  /** The same in short, as they stand below the axis. */
  labels?: string[] | undefined
  series: Series[]
  measure: Measure
  /** A value in words. */
  format: (value: number) => string
  target?: Target | undefined
  height: number
}

const [TOP, BOTTOM, RIGHT, CHARACTER, GAP] = [18, 26, 8, 7, 12]
const WIDEST_COLUMN = 44

/** Lines and columns over one axis from 0; a reader follows the pointer or the arrows and says the values. */
export default function Plot({ label, names, labels = names, series, measure, format, target, height }: PlotProps) {
  const { ref, width } = useElementSize()
  const [at, setAt] = useState(names.length - 1)
  const [reading, setReading] = useState(false)
  const values = series.flatMap((one) => one.values.filter((value) => value !== undefined))
  const ticks = ticksOf(Math.max(0, ...values, target?.value ?? 0), measure)
  const left = 10 + CHARACTER * Math.max(...ticks.map((tick) => format(tick).length))
  const each = GAP + CHARACTER * Math.max(...labels.map((one) => one.length))
  const [across, down] = [Math.max(0, width - left - RIGHT), height - TOP - BOTTOM]
  const band = names.length > 0 ? across / names.length : 0
  const x = (place: number) => left + (place + 0.5) * band
  const y = (value: number) => TOP + down - (value / (ticks.at(-1) as number)) * down
  const here = Math.max(0, Math.min(at, names.length - 1))
  const said = series.flatMap((one) => {
    const value = one.values[here]
    return value === undefined ? [] : [[one.label, format(value)] as const]
  })

  function follow(event: PointerEvent<HTMLDivElement>) {
    const inside = event.clientX - event.currentTarget.getBoundingClientRect().left - left
    setAt(Math.max(0, Math.min(names.length - 1, Math.floor(inside / (band || 1)))))
    setReading(true)
  }

  function onKey(event: KeyboardEvent) {
    const next = movedTo(event.key, here, names.length - 1)
    if (event.key === 'Escape') setReading(false)
    if (next === null) return
    event.preventDefault()
    setAt(next)
    setReading(true)
  }

  return (
    <div className={classes.plot}>
      <div ref={ref} style={{ position: 'relative', height }}>
        <svg width={width} height={height} aria-hidden>
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                x1={left}
                x2={width - RIGHT}
                y1={y(tick)}
                y2={y(tick)}
                className={tick === 0 ? classes.base : classes.rule}
              />
              <text x={left - 6} y={y(tick)} dy="0.35em" textAnchor="end" className={classes.label}>
                {format(tick)}
              </text>
            </g>
          ))}
          {labelled(names.length, across, each).map((place) => (
            <text
              key={place}
              x={Math.min(x(place), width - (CHARACTER / 2) * (labels[place]?.length ?? 0))}
              y={height - 6}
              textAnchor="middle"
              className={classes.label}
            >
              {labels[place]}
            </text>
          ))}
          {reading && <line x1={x(here)} x2={x(here)} y1={TOP} y2={TOP + down} className={classes.cursor} />}
          {series.map((one, place) =>
            one.as === 'columns' ? (
              <Columns key={one.label} {...{ one, place, x, y, band, here: reading ? here : null }} />
            ) : (
              <Strokes key={one.label} {...{ one, place, x, y, here: reading ? here : null }} />
            ),
          )}
          {target && (
            <line x1={left} x2={width - RIGHT} y1={y(target.value)} y2={y(target.value)} className={classes.target} />
          )}
        </svg>
        <div
          role="slider"
          tabIndex={0}
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, names.length - 1)}
          aria-valuenow={here}
          aria-valuetext={[names[here], ...said.map((pair) => pair.join(' '))].join(', ')}
          className={classes.reader}
          onPointerMove={follow}
          onPointerDown={follow}
          onPointerLeave={() => setReading(false)}
          onFocus={() => setReading(true)}
          onBlur={() => setReading(false)}
          onKeyDown={onKey}
        />
        {reading && (
          <div
            aria-hidden
            className={classes.tip}
            style={x(here) < width / 2 ? { left: x(here) + 12 } : { right: width - x(here) + 12 }}
          >
            <strong>{names[here]}</strong>
            {said.length === 0 && <span>—</span>}
            {said.map(([name, value]) => (
              <span key={name}>
                {name} <b>{value}</b>
              </span>
            ))}
          </div>
        )}
      </div>
      <Legend series={series} target={target} />
    </div>
  )
}

interface Drawn {
  one: Series
  place: number
  x: (place: number) => number
  y: (value: number) => number
  here: number | null
}

function Columns({ one, place, x, y, band, here }: Drawn & { band: number }) {
  const width = Math.max(2, Math.min(WIDEST_COLUMN, band * 0.68))
  return one.values.map((value, at) =>
    value ? (
      <rect
        key={at}
        x={x(at) - width / 2}
        y={y(value)}
        width={width}
        height={y(0) - y(value)}
        rx={Math.min(3, width / 3)}
        fill={toneOf(place)}
        opacity={here === null || here === at ? 1 : 0.55}
      />
    ) : null,
  )
}

function Strokes({ one, place, x, y, here }: Drawn) {
  const lines = stretches(one.values, (at, value) => [x(at), y(value)])
  const value = here === null ? undefined : one.values[here]
  const alone = lines.filter((line) => line.length === 1)
  return (
    <g stroke={toneOf(place)} fill={toneOf(place)}>
      {lines.map((line, stretch) => (
        <polyline
          key={stretch}
          points={line.map((point) => point.join(',')).join(' ')}
          className={classes.line}
          strokeDasharray={DASHES[place % TONES]}
        />
      ))}
      {alone.map(([point], nth) => point && <circle key={nth} cx={point[0]} cy={point[1]} r={3} />)}
      {here !== null && value !== undefined && <circle cx={x(here)} cy={y(value)} r={4.5} />}
    </g>
  )
}

/** Return the place that a key moves the reader to; null for other keys. */
function movedTo(key: string, here: number, last: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(last, here + 1)
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, here - 1)
    case 'PageUp':
      return Math.min(last, here + 7)
    case 'PageDown':
      return Math.max(0, here - 7)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
