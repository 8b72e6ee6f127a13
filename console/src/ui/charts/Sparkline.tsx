import { stretches } from './scale'

const [WIDTH, HEIGHT, EDGE] = [160, 36, 3]

/** How a figure went, without axes: the chart and its table below tell the values. */
export function Sparkline({ values }: { values: (number | undefined)[] }) {
  const known = values.filter((value) => value !== undefined)
  const most = Math.max(...known, 1e-9)
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0
  const lines = stretches(values, (at, value) => [at * step, HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE)])
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width="100%"
      height={HEIGHT}
      preserveAspectRatio="none"
      aria-hidden
      style={{ display: 'block', marginTop: 8, color: 'var(--mantine-primary-color-filled)' }}
    >
      <line x1={0} x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} stroke="var(--mantine-color-default-border)" />
      {lines.map((line) => {
        const points = line.length === 1 ? [...line, [(line[0]?.[0] ?? 0) + 1, line[0]?.[1] ?? 0] as const] : line
        const drawn = points.map((point) => point.join(',')).join(' ')
        const [first, last] = [points[0]?.[0], points.at(-1)?.[0]]
        return (
          <g key={first}>
            <polygon
              points={`${first},${HEIGHT - 1} ${drawn} ${last},${HEIGHT - 1}`}
              fill="currentColor"
              opacity={0.12}
            />
            <polyline
              points={drawn}
              fill="none"
              stroke="currentColor"
              strokeWidth={2}
              vectorEffect="non-scaling-stroke"
              strokeLinejoin="round"
            />
          </g>
        )
      })}
    </svg>
  )
}
