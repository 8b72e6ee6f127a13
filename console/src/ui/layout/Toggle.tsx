import type { ReactNode } from 'react'
import classes from './Toggle.module.css'

interface Props {
  on: boolean
  onToggle: () => void
  /** The accessible name, where the label is not enough. */
  name?: string
  label?: ReactNode
  disabled?: boolean
  /** On, but without effect at present. */
  idle?: boolean
}

/** A switch for the first screen: looks like Mantine's, at a tenth of its size. */
export function Toggle({ on, onToggle, name, label, disabled = false, idle = false }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={name}
      disabled={disabled}
      data-idle={idle || undefined}
      className={classes.toggle}
      onClick={onToggle}
    >
      <span className={classes.track} aria-hidden />
      {label}
    </button>
  )
}
