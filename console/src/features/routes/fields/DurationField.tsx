import { useLingui } from '@lingui/react/macro'
import { Group, NumberInput, Select } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { SIZES, type Unit, unitOf } from '../words/durations'

interface Props {
  label: string
  seconds: number
  onChange: (seconds: number) => void
  description?: string
  error?: ReactNode
}

/** A length of time: a number and its unit. */
export function DurationField({ label, seconds, onChange, description, error }: Props) {
  const { t } = useLingui()
  const [unit, setUnit] = useState<Unit>(() => unitOf(seconds))
  // A value set elsewhere may not be a whole number of this unit.
  const shown = seconds % SIZES[unit] === 0 ? unit : unitOf(seconds)
  const count = seconds / SIZES[shown]
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <NumberInput
        label={label}
        description={description}
        error={error}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        value={count}
        onChange={(value) => onChange(Number(value) * SIZES[shown])}
        w={160}
        inputWrapperOrder={['label', 'description', 'input', 'error']}
      />
      <Select
        aria-label={t`Unit of ${label}`}
        allowDeselect={false}
        w={130}
        data={[
          { value: 'second', label: t`seconds` },
          { value: 'minute', label: t`minutes` },
          { value: 'hour', label: t`hours` },
          { value: 'day', label: t`days` },
        ]}
        value={shown}
        onChange={(chosen) => {
          const next = (chosen ?? shown) as Unit
          setUnit(next)
          onChange(count * SIZES[next])
        }}
      />
    </Group>
  )
}
