import { Trans, useLingui } from '@lingui/react/macro'
import { Divider, Stack, Text } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { Section } from '@/ui/layout/Page'
import { Sent } from '../source/Sent'
import type { Source } from '../useSources'
import { OneField } from './OneField'
import { type Field, type Mapping, mapped } from './meanings'

interface Props {
  source: Source
  read: Shapes['SourceFields']
  mapping: Mapping
  /** What is in force. */
  stored: Mapping
  /** Without it nobody may change anything. */
  onChange: ((mapping: Mapping) => void) | undefined
}

/** The fields of the last delivery, then those of earlier ones, each with what it is taken for. */
export function FieldList({ source, read, mapping, stored, onChange }: Props) {
  const { t } = useLingui()
  const last = read.fields.filter((field) => field.last)
  const others = read.fields.filter((field) => !field.last)
  const list = (fields: Field[]) =>
    fields.map((field, place) => (
      <div key={field.name}>
        {place > 0 && <Divider mb="md" />}
        <OneField
          field={field}
          meaning={mapping[field.name]}
          changed={mapping[field.name] !== stored[field.name]}
          onChange={onChange && ((meaning) => onChange(mapped(mapping, field.name, meaning)))}
        />
      </div>
    ))
  return (
    <Stack gap="lg">
      {last.length > 0 && (
        <Section title={t`The last delivery`}>
          {list(last)}
          {read.delivery_id && <Sent sourceId={source.source_id} deliveryId={read.delivery_id} />}
        </Section>
      )}
      {others.length > 0 && (
        <Section title={t`Not in the last delivery`}>
          <Text size="sm" c="dimmed">
            <Trans>Fields of earlier deliveries, and those that you chose for and that no longer come.</Trans>
          </Text>
          {list(others)}
        </Section>
      )}
    </Stack>
  )
}
