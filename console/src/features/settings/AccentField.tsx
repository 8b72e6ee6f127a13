import { Trans, useLingui } from '@lingui/react/macro'
import { Button, ColorInput, Group, Stack, Text } from '@mantine/core'
import { shadesOf } from '@/lib/accent'

interface Props {
  value: string
  onChange: (accent: string) => void
  error: React.ReactNode
}

const RELEVO = '#0b5d7a'
const SWATCHES = [RELEVO, '#1d4ed8', '#5b3fa8', '#9d174d', '#b42318', '#9a4a07', '#2f6b2f', '#0f766e', '#374151']
const WHOLE = /^#[0-9a-f]{6}$/

/** The team's colour, and how it looks in both appearances. */
export function AccentField({ value, onChange, error }: Props) {
  const { t } = useLingui()
  const shades = WHOLE.test(value) ? shadesOf(value) : null
  return (
    <Stack gap="xs" align="start">
      <ColorInput
        w="100%"
        label={t`Colour`}
        description={t`Of buttons and links, for every member of the team.`}
        placeholder={t`Relevo's colour`}
        format="hex"
        swatches={SWATCHES}
        swatchesPerRow={9}
        withEyeDropper={false}
        value={value}
        onChange={(chosen) => onChange(chosen.toLowerCase())}
        error={error}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      {shades && (
        <Group gap="xs">
          <Look name={t`Light`} ground="#ffffff" {...shades.light} />
          <Look name={t`Dark`} ground="#1d252a" {...shades.dark} />
          <Button variant="subtle" size="compact-sm" onClick={() => onChange('')}>
            <Trans>Use Relevo's colour</Trans>
          </Button>
        </Group>
      )}
      {shades && shades.light.filled !== value && (
        <Text size="sm" role="status">
          <Trans>White text could not be read on this colour, so the console shows it darker.</Trans>
        </Text>
      )}
    </Stack>
  )
}

/** A button and a text in the colour, as they look in one appearance. */
function Look({ name, ground, filled, text }: { name: string; ground: string; filled: string; text: string }) {
  return (
    <Group
      gap={8}
      p={8}
      bdrs="md"
      style={{ background: ground, border: '1px solid var(--mantine-color-default-border)' }}
    >
      <Text size="xs" fw={600} px={8} py={4} c="#fff" bdrs="sm" style={{ background: filled }}>
        {name}
      </Text>
      <Text size="xs" fw={600} style={{ color: text }} aria-hidden>
        Aa
      </Text>
    </Group>
  )
}
