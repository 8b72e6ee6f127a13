import classes from './Bar.module.css'

/** A bar from 0 to a share of its room, below the figure that it draws. */
export function Bar({ share, tone }: { share: number; tone: 'open' | 'done' | 'missed' }) {
  return (
    <div className={classes.track} aria-hidden>
      <div className={classes.bar} data-tone={tone} style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
    </div>
  )
}
