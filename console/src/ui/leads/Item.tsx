import { useLingui } from '@lingui/react/macro'
import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './Item.module.css'

interface Props {
  leadId: string
  name: string
  /** What else is to be known of it, in a line. */
  about: (string | undefined)[]
  /** How long it waits. */
  children: ReactNode
}

/** A lead that waits: its name leads to it. */
export function Item({ leadId, name, about, children }: Props) {
  const { t } = useLingui()
  return (
    <Group component="li" className={classes.item ?? ''} justify="space-between" wrap="nowrap" gap="md">
      <Stack gap={0} miw={0}>
        <Anchor renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId }} {...props} />} fw={600} truncate>
          {name || t`Without a name`}
        </Anchor>
        <Text size="sm" c="dimmed" truncate>
          {about.filter(Boolean).join(' · ')}
        </Text>
      </Stack>
      {children}
    </Group>
  )
}

/** Leads that wait, one below the other. */
export function Items({ children }: { children: ReactNode }) {
  return <ul className={classes.items ?? ''}>{children}</ul>
}
