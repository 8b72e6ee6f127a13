import { useLingui } from '@lingui/react/macro'
import { Group, Radio, SimpleGrid, Text } from '@mantine/core'
import {
  IconBrandGoogle,
  IconBrandMeta,
  IconBrandWhatsapp,
  IconCode,
  IconFileTypeXml,
  IconForms,
  IconHome2,
  IconKey,
  IconMail,
  IconPencil,
  type Icon,
} from '@tabler/icons-react'
import { type Kind, KIND_NOTES, KIND_WORDS, KINDS } from './kinds'

const ICONS: Record<Kind, Icon> = {
  form: IconForms,
  whatsapp: IconBrandWhatsapp,
  meta: IconBrandMeta,
  google: IconBrandGoogle,
  typeform: IconForms,
  realtor: IconHome2,
  email: IconMail,
  adf: IconFileTypeXml,
  api_key: IconKey,
  standard: IconCode,
  manual: IconPencil,
}

interface Props {
  value?: Kind
  onChange?: (kind: Kind) => void
  error?: React.ReactNode
}

/** Where the leads come from, chosen among cards; what needs no programmer comes first. */
export function KindField({ value, onChange, error }: Props) {
  const { t, i18n } = useLingui()
  return (
    <Radio.Group
      label={t`Where do the leads come from?`}
      value={value ?? null}
      onChange={(kind) => onChange?.(kind as Kind)}
      error={error}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
        {KINDS.map((kind) => (
          <Card key={kind} kind={kind} label={i18n._(KIND_WORDS[kind])} note={i18n._(KIND_NOTES[kind])} />
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}

function Card({ kind, label, note }: { kind: Kind; label: string; note: string }) {
  const Sign = ICONS[kind]
  return (
    <Radio.Card value={kind} p="sm" aria-label={label}>
      <Group wrap="nowrap" align="start" gap="sm">
        <Radio.Indicator />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text size="sm" fw={600}>
            {label}
          </Text>
          <Text size="xs" c="dimmed">
            {note}
          </Text>
        </div>
        <Sign size={20} stroke={1.6} aria-hidden />
      </Group>
    </Radio.Card>
  )
}
