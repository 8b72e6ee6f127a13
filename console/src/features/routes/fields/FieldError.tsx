import { Group, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** What is wrong with a part of the form that is more than one field. */
export function FieldError({ children }: { children: ReactNode }) {
  if (!children) return null
  return (
    <Group gap={6} wrap="nowrap" role="alert">
      <IconAlertCircle size={16} aria-hidden style={{ flexShrink: 0 }} />
      <Text size="sm" fw={600}>
        {children}
      </Text>
    </Group>
  )
}
