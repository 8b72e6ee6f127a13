import type { ReactNode } from 'react'
import classes from './Avatar.module.css'
import { initialsOf, toneOf } from './initials'

interface Props {
  /** The member's id, which decides the colour. */
  id: string
  name: string
  size?: number
}

/** A member's initials in a colour of their own. The name stands beside it, so it is not read out. */
export function Avatar({ id, name, size = 24 }: Props) {
  return (
    <span
      aria-hidden
      className={classes.avatar}
      data-tone={toneOf(id)}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.42) }}
    >
      {initialsOf(name)}
    </span>
  )
}

/** A member's name behind their initials; `children` in place of the plain name, such as a link. */
export function Named({ children, ...member }: Props & { children?: ReactNode }) {
  return (
    <span className={classes.named}>
      <Avatar {...member} />
      <span>{children ?? member.name}</span>
    </span>
  )
}
