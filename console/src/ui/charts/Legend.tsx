import { DASHES, type Series, type Target, TONES, toneOf } from './series'
import classes from './Plot.module.css'

/** What each line or column stands for, and the line to compare with. */
export function Legend({ series, target }: { series: Series[]; target: Target | undefined }) {
  return (
    <ul className={classes.legend}>
      {series.map(({ label, as }, place) => (
        <li key={label}>
          <svg width={22} height={12} aria-hidden>
            {as === 'line' ? (
              <line
                x1={1}
                x2={21}
                y1={6}
                y2={6}
                stroke={toneOf(place)}
                strokeWidth={2.5}
                strokeDasharray={DASHES[place % TONES]}
              />
            ) : (
              <rect x={4} width={14} height={12} rx={2} fill={toneOf(place)} />
            )}
          </svg>
          {label}
        </li>
      ))}
      {target && (
        <li>
          <svg width={22} height={12} aria-hidden>
            <line x1={1} x2={21} y1={6} y2={6} className={classes.target} />
          </svg>
          {target.label}
        </li>
      )}
    </ul>
  )
}
