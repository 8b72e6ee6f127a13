import { useLingui } from '@lingui/react/macro'
import { Group, Radio, SimpleGrid, Text } from '@mantine/core'
import { Mark } from './Mark'
import { type Way, WAYS } from './ways'

interface Props {
  value?: string
  onChange?: (way: string) => void
  error?: React.ReactNode
}

/** Where the leads come from, chosen among cards; what is easiest to set up comes first. */
export function WayField({ value, onChange, error }: Props) {
  const { t } = useLingui()
  return (
    <Radio.Group
      label={t`Where do the leads come from?`}
      description={t`The easiest to set up come first.`}
      value={value ?? null}
      onChange={(way) => onChange?.(way)}
      error={error}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
        {WAYS.map((way) => (
          <Card key={way.id} way={way} />
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}

function Card({ way }: { way: Way }) {
  const { i18n } = useLingui()
  const label = i18n._(way.label)
  return (
    <Radio.Card value={way.id} p="sm" aria-label={label}>
      <Group wrap="nowrap" align="center" gap="sm">
        <Mark of={way.id} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text size="sm" fw={600}>
            {label}
          </Text>
          <Text size="xs" c="dimmed">
            {i18n._(way.note)}
          </Text>
        </div>
        <Radio.Indicator />
      </Group>
    </Radio.Card>
  )
}
