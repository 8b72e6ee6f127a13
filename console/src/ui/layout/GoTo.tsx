import { Button, type ButtonProps } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

interface Props extends Pick<LinkProps, 'to' | 'params' | 'search' | 'hash'> {
  variant?: ButtonProps['variant']
  children: ReactNode
}

/** A button that leads to a screen. */
export function GoTo({ variant = 'default', children, ...link }: Props) {
  return (
    <Button variant={variant} renderRoot={(props) => <Link {...(link as { to: '/' })} {...props} />}>
      {children}
    </Button>
  )
}
