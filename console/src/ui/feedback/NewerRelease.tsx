import { Trans } from '@lingui/react/macro'
import { Alert, Badge } from '@mantine/core'

/** Marks what a newer release made, before the team went back to this one. */
export function NewerBadge() {
  return (
    <Badge variant="light" color="yellow" tt="none" c="var(--mantine-color-text)">
      <Trans>Made by a newer release</Trans>
    </Badge>
  )
}

/** Says what becomes of a thing that a newer release made, and why nobody can change it. */
export function NewerAlert({ children }: { children: React.ReactNode }) {
  return (
    <Alert color="yellow" variant="light" title={<Trans>Made by a newer release</Trans>}>
      {children}
    </Alert>
  )
}
