import { Trans, useLingui } from '@lingui/react/macro'
import { Code, Stack, Text } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { legible } from './legible'

type Part = Shapes['RawPart']

/** A delivery as it was received, as plain text: whatever a stranger wrote there is shown, never run. */
export function RawDelivery({ delivery }: { delivery: Shapes['RawDelivery'] }) {
  if (delivery.parts.length === 0)
    return (
      <Text size="sm" c="dimmed">
        <Trans>What was sent is not kept any more.</Trans>
      </Text>
    )
  return (
    <Stack gap="sm">
      {delivery.parts.map((part) => (
        <OnePart key={part.name} part={part} />
      ))}
    </Stack>
  )
}

function OnePart({ part }: { part: Part }) {
  const { t } = useLingui()
  const label = part.name === 'details' ? t`What the provider answered` : t`What was sent`
  if (part.text === undefined)
    return (
      <Text size="sm" c="dimmed">
        {part.shared ? (
          <Trans>It holds inquiries of other people too. Ask a Manager.</Trans>
        ) : (
          <Trans>What was sent is not kept any more.</Trans>
        )}
      </Text>
    )
  if (part.text === '') return <Code block>{t`It is empty.`}</Code>
  return (
    <Stack gap={4}>
      {part.name === 'details' && (
        <Text size="sm" fw={600}>
          {label}
        </Text>
      )}
      {/* The keys scroll it: it holds nothing that has the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div style={{ maxHeight: '24rem', overflow: 'auto' }} tabIndex={0} role="group" aria-label={label}>
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {legible(part.text)}
        </Code>
      </div>
      {part.cut && (
        <Text size="sm" c="dimmed">
          <Trans>Only the beginning is shown.</Trans>
        </Text>
      )}
    </Stack>
  )
}
