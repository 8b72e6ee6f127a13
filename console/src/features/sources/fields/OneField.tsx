import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ATTRIBUTE, attributeName, type Field, MEANINGS, MOST_LETTERS, wordsOf } from './meanings'

const RECOGNISED = 'recognised'
const OWN = ATTRIBUTE

interface Props {
  field: Field
  /** What it was chosen to stand for; nothing if it is recognised. */
  meaning: string | undefined
  /** Whether that is not saved yet. */
  changed: boolean
  onChange: ((meaning: string | undefined) => void) | undefined
}

/** One field as it was sent, and what it is taken for. */
export function OneField({ field, meaning, changed, onChange }: Props) {
  const { t, i18n } = useLingui()
  const taken = field.taken_for.map((one) => wordsOf(one, i18n)).join(', ') || t`nothing`
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="xs">
      <Stack gap={4} miw={0}>
        <Group gap="xs">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }} miw={0}>
            {field.name}
          </Text>
          {meaning !== undefined && (
            <Badge variant="light" tt="none">
              {changed ? <Trans>Not saved yet</Trans> : <Trans>Corrected</Trans>}
            </Badge>
          )}
        </Group>
        <Text
          size="sm"
          {...(field.sample ? {} : { c: 'dimmed' })}
          lineClamp={4}
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {field.at === undefined ? t`It did not come lately.` : field.sample || t`It is empty.`}
        </Text>
      </Stack>
      <Stack gap={4}>
        {onChange ? (
          <Choice field={field} meaning={meaning} taken={taken} onChange={onChange} />
        ) : (
          <Text size="sm">
            <Trans>Taken for: {taken}</Trans>
          </Text>
        )}
        {field.unfit && (
          <Text size="sm" role="status">
            <Trans>Its value does not fit, so it was taken for: {taken}. Nothing is lost.</Trans>
          </Text>
        )}
      </Stack>
    </SimpleGrid>
  )
}

interface ChoiceProps extends Pick<Props, 'field' | 'meaning'> {
  taken: string
  onChange: (meaning: string | undefined) => void
}

function Choice({ field, meaning, taken, onChange }: ChoiceProps) {
  const { t, i18n } = useLingui()
  const own = meaning?.startsWith(ATTRIBUTE) && !(meaning in MEANINGS)
  const [names, setNames] = useState(own)
  const recognised = meaning === undefined && !names && field.at ? t`Recognised: ${taken}` : t`As recognised`
  const choices = [
    { value: RECOGNISED, label: recognised },
    ...Object.entries(MEANINGS).map(([value, label]) => ({ value, label: i18n._(label) })),
    { value: OWN, label: t`Something else about the lead…` },
  ]
  function choose(chosen: string | null) {
    setNames(chosen === OWN)
    if (chosen === OWN) onChange(ATTRIBUTE + (attributeName(field.name) || 'field'))
    else onChange(chosen === RECOGNISED || chosen === null ? undefined : chosen)
  }
  return (
    <>
      <Select
        aria-label={t`What “${field.name}” stands for`}
        data={choices}
        allowDeselect={false}
        searchable
        maxDropdownHeight={320}
        value={names ? OWN : (meaning ?? RECOGNISED)}
        onChange={choose}
      />
      {names && (
        <Name
          key={field.name}
          label={t`What it is called`}
          name={meaning?.slice(ATTRIBUTE.length) ?? ''}
          onName={(name) => onChange(ATTRIBUTE + name)}
        />
      )}
    </>
  )
}

/** The name of an attribute, taken over when it is left, so that it may be typed as people write. */
function Name({ label, name, onName }: { label: string; name: string; onName: (name: string) => void }) {
  const [typed, setTyped] = useState(name.replaceAll('_', ' '))
  function take() {
    const taken = attributeName(typed) || name
    setTyped(taken.replaceAll('_', ' '))
    if (taken !== name) onName(taken)
  }
  return (
    <TextInput
      label={label}
      value={typed}
      maxLength={MOST_LETTERS}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
      }}
    />
  )
}
