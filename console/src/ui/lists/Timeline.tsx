import { Text, Timeline as Line } from '@mantine/core'
import type { ReactNode } from 'react'
import { when } from '@/lib/locale'

export interface Entry {
  key: string
  at: string
  title: string
  /** What else is known of it. */
  more?: string | undefined
  /** Details that can be unfolded. */
  within?: ReactNode
}

/** What happened, each with its instant in the team's time zone. */
export function Timeline({ entries, zone }: { entries: readonly Entry[]; zone: string }) {
  return (
    <Line bulletSize={14} lineWidth={2}>
      {entries.map((entry) => (
        <Line.Item key={entry.key} title={entry.title}>
          {entry.more && <Text size="sm">{entry.more}</Text>}
          <Text size="xs" c="dimmed" component="time" dateTime={entry.at}>
            {when(entry.at, zone)}
          </Text>
          {entry.within}
        </Line.Item>
      ))}
    </Line>
  )
}
