import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  title: string
  children?: ReactNode
  /** The button of the next step; null where there is nothing to do, or not for whoever looks. */
  action: ReactNode
}

/** An empty state: what is missing, why, and the next step. */
export function Empty({ title, children, action }: Props) {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="xs">
        <Title order={2} size="h4" ta="center">
          {title}
        </Title>
        {children && (
          <Text component="div" c="dimmed" ta="center" maw={480}>
            {children}
          </Text>
        )}
        {action && (
          <Group mt="xs" gap="xs" justify="center">
            {action}
          </Group>
        )}
      </Stack>
    </Paper>
  )
}
