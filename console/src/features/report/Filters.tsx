import { useLingui } from '@lingui/react/macro'
import { Checkbox, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { DayField } from '@/ui/forms/DayField'
import { type Address, byOf, rangeOf } from './address'

interface Props {
  address: Address
  /** The first and last day of what is shown: two dates begin with them. */
  shown: { from: string; to: string } | undefined
  /** The present day in the team's time zone: none ahead can be asked for. */
  today: string
  zone: string
  onChange: (changes: Address) => void
}

/** Which days, by what, and whether compared with the days before. */
export function Filters({ address, shown, today, zone, onChange }: Props) {
  const { t } = useLingui()
  const range = rangeOf(address)

  function choose(next: string) {
    const days = next === 'custom' ? { from: shown?.from ?? today, to: shown?.to ?? today } : { from: '', to: '' }
    onChange({ range: next, ...days })
  }

  return (
    <Stack gap="sm">
      <Group gap="sm">
        <SegmentedControl
          aria-label={t`Range`}
          value={range}
          onChange={choose}
          data={[
            { value: 'mtd', label: t`Month` },
            { value: 'ytd', label: t`Year` },
            { value: 'all', label: t`All time` },
            { value: 'custom', label: t`Dates` },
          ]}
        />
        <SegmentedControl
          aria-label={t`Rows by`}
          value={byOf(address)}
          onChange={(by) => onChange({ by, sort: '', dir: '' })}
          data={[
            { value: 'agent', label: t`Agent` },
            { value: 'route', label: t`Route` },
            { value: 'source', label: t`Source` },
          ]}
        />
        <Checkbox
          label={t`Compare with the period before`}
          checked={address.compare === 'previous' && range !== 'all'}
          disabled={range === 'all'}
          onChange={(event) => onChange({ compare: event.currentTarget.checked ? 'previous' : '' })}
        />
      </Group>
      {range === 'custom' && <Days address={address} today={today} zone={zone} onChange={onChange} />}
    </Stack>
  )
}

function Days({ address, today, zone, onChange }: Omit<Props, 'shown'>) {
  const { t } = useLingui()
  const { from = '', to = '' } = address
  const backwards = Boolean(from && to && to < from)
  return (
    <Group gap="sm" align="start">
      <DayField label={t`From`} max={today} value={from} onChange={(day) => onChange({ from: day })} />
      <DayField
        label={t`To`}
        min={from}
        max={today}
        value={to}
        error={backwards && t`The end is before the beginning.`}
        onChange={(day) => onChange({ to: day })}
      />
      <Text size="xs" c="dimmed" mt={32}>
        {t`Both days included. Time zone: ${zone}`}
      </Text>
    </Group>
  )
}
