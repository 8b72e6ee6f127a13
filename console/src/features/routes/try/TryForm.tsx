import { Trans, useLingui } from '@lingui/react/macro'
import { Autocomplete, Button, CloseButton, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { type FormEvent, useState } from 'react'
import type { Shapes } from '@/api/client'
import { instantOf } from '@/lib/zone'
import { SourceSelect } from '@/ui/forms/selects'
import { Dates, useCalendarWords } from '@/ui/forms/Dates'
import { Section } from '@/ui/layout/Page'
import { ATTRIBUTES, isNumber } from '../editor/routeForm'
import { usePlanner } from '../useRoute'

export type Imagined = Shapes['PreviewBody']
type Pair = { field: string; value: string }

/** The lead imagined: its source, its attributes where conditions are to be tried, and when it comes. */
export function TryForm({ busy, onTry }: { busy: boolean; onTry: (lead: Imagined) => void }) {
  const { t } = useLingui()
  const { zone } = usePlanner()
  const words = useCalendarWords()
  const [source, setSource] = useState<string | null>(null)
  const [at, setAt] = useState<string | null>(null)
  const [pairs, setPairs] = useState<Pair[]>([])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (source) onTry({ source_id: source, at: at && instantOf(at, zone), attributes: attributesOf(pairs) })
  }

  return (
    <Section title={t`The lead`}>
      <Stack component="form" onSubmit={submit}>
        <SourceSelect label={t`Source`} placeholder={t`Choose a source`} value={source} onChange={setSource} required />
        <div>
          <Dates>
            <DateTimePicker
              {...words}
              submitButtonProps={{ 'aria-label': t`Choose` }}
              label={t`It comes in`}
              placeholder={t`Now`}
              valueFormat="ddd D MMM YYYY, HH:mm"
              clearable
              value={at}
              onChange={setAt}
            />
          </Dates>
          <Text size="xs" c="dimmed" mt={4}>
            <Trans>Time zone: {zone}</Trans>
          </Text>
        </div>
        <Attributes pairs={pairs} onChange={setPairs} />
        <Group>
          <Button type="submit" loading={busy} disabled={!source}>
            <Trans>Try</Trans>
          </Button>
        </Group>
      </Stack>
    </Section>
  )
}

/** Prices count as numbers, all else as it is written; what is not complete is left out. */
export function attributesOf(pairs: Pair[]): Record<string, string | number> {
  const whole = pairs.filter(({ field, value }) => field.trim() && value.trim())
  return Object.fromEntries(
    whole.map(({ field, value }) => {
      const price = field.startsWith('price_') && isNumber(value)
      return [field.trim(), price ? Number(value) : value.trim()]
    }),
  )
}

function Attributes({ pairs, onChange }: { pairs: Pair[]; onChange: (pairs: Pair[]) => void }) {
  const { t } = useLingui()
  const put = (place: number, pair: Pair) => onChange(pairs.map((one, at) => (at === place ? pair : one)))
  return (
    <Fieldset legend={t`What is known of it`}>
      <Stack gap="xs">
        {pairs.length === 0 && (
          <Text size="sm" c="dimmed">
            <Trans>Needed only where routes have conditions.</Trans>
          </Text>
        )}
        {pairs.map((pair, place) => (
          // Pairs have no names of their own: their place in the list is what they are known by.
          <Group key={place} gap="xs" wrap="nowrap">
            <Autocomplete
              aria-label={t`Attribute`}
              placeholder={t`Attribute`}
              data={ATTRIBUTES}
              value={pair.field}
              onChange={(field) => put(place, { ...pair, field })}
              flex={1}
            />
            <TextInput
              aria-label={t`Value`}
              placeholder={t`Value`}
              value={pair.value}
              onChange={(event) => put(place, { ...pair, value: event.currentTarget.value })}
              flex={1}
            />
            <CloseButton aria-label={t`Remove`} onClick={() => onChange(pairs.filter((_, at) => at !== place))} />
          </Group>
        ))}
        <Group>
          <Button variant="light" size="compact-md" onClick={() => onChange([...pairs, { field: '', value: '' }])}>
            <Trans>Add an attribute</Trans>
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}
