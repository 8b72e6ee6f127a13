import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** One figure: what it counts, how much it is, and what is to be said of it. */
export function Figure({ label, value, children }: { label: string; value: ReactNode; children?: ReactNode }) {
  return (
    <Stack gap={0} miw={0}>
      <Text component="dt" size="sm" c="dimmed" lh={1.3}>
        {label}
      </Text>
      <Text component="dd" m={0} fw={700} fz={26} lh={1.25} className="tabular figure">
        {value}
      </Text>
      {children && (
        <Text component="dd" m={0} size="xs" c="dimmed">
          {children}
        </Text>
      )}
    </Stack>
  )
}
