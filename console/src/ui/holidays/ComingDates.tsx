import { Trans } from '@lingui/react/macro'
import { List, Text } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { dayOf } from './dates'

type Holiday = Shapes['HolidayList']['items'][number]

const NEXT = 4

/** When the next of these days are, and behind it all of them. */
export function ComingDates({ items }: { items: Holiday[] }) {
  if (items.length === 0) return null
  const next = items
    .slice(0, NEXT)
    .map((one) => `${one.name} (${dayOf(one.date)})`)
    .join(', ')
  return (
    <div>
      <Text size="sm" c="dimmed" aria-live="polite">
        <Trans>Next: {next}</Trans>
      </Text>
      {items.length > NEXT && (
        <details>
          <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
            <Trans>All dates of the coming year</Trans>
          </Text>
          <List size="sm" mt="xs" spacing={2}>
            {items.map((one) => (
              <List.Item key={`${one.date} ${one.name}`}>
                {dayOf(one.date)}: {one.name}
              </List.Item>
            ))}
          </List>
        </details>
      )}
    </div>
  )
}
