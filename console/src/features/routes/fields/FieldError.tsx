import { Group, Text } from '@mantine/core'
import { IconAlertCircle } from '@/ui/icons'
import type { ReactNode } from 'react'

/** The error of a group of fields. */
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
