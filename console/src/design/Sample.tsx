import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** The parts of one folder of `src/ui`. */
export function Folder({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Stack component="section" aria-label={name} gap="xl">
      <Text component="h2" size="xl" fw={700} m={0}>
        {name}
      </Text>
      {children}
    </Stack>
  )
}

/** One part in its states, one beside the other, or one below the other where each needs the width. */
export function Part({ name, wide, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <Stack gap="xs" role="group" aria-label={name}>
      <Text size="sm" c="dimmed" fw={600}>
        {name}
      </Text>
      {wide ? <Stack gap="md">{children}</Stack> : <Group gap="lg">{children}</Group>}
    </Stack>
  )
}
