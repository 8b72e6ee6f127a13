import { Trans, useLingui } from '@lingui/react/macro'
import { Autocomplete, Button, CloseButton, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { Shapes } from '@/api/client'
import { instantOf } from '@/lib/zone'
import { SourceSelect } from '@/ui/forms/selects'
import { MomentField } from '@/ui/forms/MomentField'
import { Section } from '@/ui/layout/Page'
import { ATTRIBUTES, isNumber } from '../editor/routeForm'
import { usePlanner } from '../useRoute'

export type Imagined = Shapes['PreviewBody']
type Pair = { field: string; value: string }

export interface Values {
  source_id: string | null
  at: string | null
  pairs: Pair[]
}

interface Props {
  form: UseFormReturnType<Values>
  busy: boolean
  onTry: (lead: Imagined) => void
}

/** The lead imagined: its source, its attributes where conditions are to be tried, and when it comes. */
export function TryForm({ form, busy, onTry }: Props) {
  const { t } = useLingui()
  const { zone } = usePlanner()
  const submit = ({ source_id, at, pairs }: Values) => {
    if (source_id) onTry({ source_id, at: at && instantOf(at, zone), attributes: attributesOf(pairs) })
  }
  return (
    <Section title={t`The lead`}>
      <form onSubmit={form.onSubmit(submit)}>
        <Stack>
          <SourceSelect
            label={t`Source`}
            placeholder={t`Choose a source`}
            required
            {...form.getInputProps('source_id')}
          />
          <div>
            <MomentField label={t`It comes in`} placeholder={t`Now`} clearable {...form.getInputProps('at')} />
            <Text size="xs" c="dimmed" mt={4}>
              <Trans>Time zone: {zone}</Trans>
            </Text>
          </div>
          <Attributes form={form} />
          <Group>
            <Button type="submit" loading={busy} disabled={!form.values.source_id}>
              <Trans>Try</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
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

function Attributes({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useLingui()
  const { pairs } = form.values
  return (
    <Fieldset legend={t`What is known of it`}>
      <Stack gap="xs">
        {pairs.length === 0 && (
          <Text size="sm" c="dimmed">
            <Trans>Needed only where routes have conditions.</Trans>
          </Text>
        )}
        {pairs.map((_, index) => (
          // Pairs have no ids, so their index is the key.
          <Group key={index} gap="xs" wrap="nowrap">
            <Autocomplete
              aria-label={t`Attribute`}
              placeholder={t`Attribute`}
              data={ATTRIBUTES}
              flex={1}
              {...form.getInputProps(`pairs.${index}.field`)}
            />
            <TextInput
              aria-label={t`Value`}
              placeholder={t`Value`}
              flex={1}
              {...form.getInputProps(`pairs.${index}.value`)}
            />
            <CloseButton aria-label={t`Remove`} onClick={() => form.removeListItem('pairs', index)} />
          </Group>
        ))}
        <Group>
          <Button
            variant="light"
            size="compact-sm"
            onClick={() => form.insertListItem('pairs', { field: '', value: '' })}
          >
            <Trans>Add an attribute</Trans>
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}
