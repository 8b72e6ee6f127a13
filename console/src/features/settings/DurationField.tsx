import { useLingui } from '@lingui/react/macro'
import { Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { useId, useState } from 'react'

type Unit = 'minutes' | 'hours' | 'days'
const SECONDS: Record<Unit, number> = { minutes: 60, hours: 3600, days: 86_400 }
const MOST = 30 * SECONDS.days

interface Props {
  label: string
  description: string
  seconds: number
  onChange: (seconds: number) => void
}

/** A length of time, from a minute to thirty days, in the largest unit in which it is whole. */
export function DurationField({ label, description, seconds, onChange }: Props) {
  const { t } = useLingui()
  const about = useId()
  const [unit, setUnit] = useState<Unit>(() => unitOf(seconds))
  const units = { minutes: t`minutes`, hours: t`hours`, days: t`days` }
  return (
    <Stack gap={5}>
      <Group align="end" gap="xs" wrap="nowrap">
        <NumberInput
          label={label}
          aria-describedby={about}
          value={Math.round((seconds / SECONDS[unit]) * 100) / 100}
          onChange={(value) => {
            if (typeof value === 'number' && value > 0) onChange(within(value * SECONDS[unit]))
          }}
          min={unit === 'minutes' ? 1 : 0}
          max={MOST / SECONDS[unit]}
          decimalScale={2}
          flex={1}
        />
        <Select
          aria-label={t`Unit`}
          w={130}
          allowDeselect={false}
          data={Object.entries(units).map(([value, name]) => ({ value, label: name }))}
          value={unit}
          onChange={(chosen) => setUnit((chosen ?? 'hours') as Unit)}
        />
      </Group>
      <Text id={about} size="xs" c="dimmed">
        {description}
      </Text>
    </Stack>
  )
}

function unitOf(seconds: number): Unit {
  if (seconds % SECONDS.days === 0) return 'days'
  return seconds % SECONDS.hours === 0 ? 'hours' : 'minutes'
}

function within(seconds: number): number {
  return Math.min(MOST, Math.max(SECONDS.minutes, Math.round(seconds)))
}
