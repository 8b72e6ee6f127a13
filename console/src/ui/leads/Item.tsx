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
  /** What stands before it, such as where it is chosen; and below what is to be known of it. */
  before?: ReactNode
  below?: ReactNode
}

/** A lead that waits: its name leads to it. */
export function Item({ leadId, name, about, children, before, below }: Props) {
  const { t } = useLingui()
  return (
    <Group component="li" className={classes.item ?? ''} justify="space-between" wrap="nowrap" gap="md">
      {before}
      <Stack gap={0} miw={0} flex={1}>
        <Anchor renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId }} {...props} />} fw={600} truncate>
          {name || t`Without a name`}
        </Anchor>
        <Text size="sm" c="dimmed" truncate>
          {about.filter(Boolean).join(' · ')}
        </Text>
        {below}
      </Stack>
      {children}
    </Group>
  )
}

/** Leads that wait, one below the other. */
export function Items({ children }: { children: ReactNode }) {
  return <ul className={classes.items ?? ''}>{children}</ul>
}
