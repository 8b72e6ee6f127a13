import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, List, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { Section } from '@/ui/layout/Page'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useDirectory } from '@/ui/words/useDirectory'
import { FORESEEN } from './outcomes'
import type { Source } from '../useSources'

interface Values {
  place: string
  intent: string | null
  price_max: number | string
}

/** Sends a test lead, and shows where it would go. */
export function TestLead({ source }: { source: Source }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const form = useForm<Values>({ initialValues: { place: '', intent: null, price_max: '' } })
  const test = useApiMutation(
    ({ place, intent, price_max }: Values) => {
      const attributes = {
        ...(place.trim() ? { place: place.trim() } : {}),
        ...(intent ? { intent } : {}),
        ...(price_max === '' ? {} : { price_max: Number(price_max) }),
      }
      const params = { path: { source_id: source.source_id } }
      return body(api.POST('/sources/{source_id}/test', { params, body: { attributes } }))
    },
    { touches: [KEYS.sources], onError: useServerErrors(form, Object.keys(form.values)) },
  )
  const intents = [
    { value: 'buy', label: t`Buy` },
    { value: 'sell', label: t`Sell` },
    { value: 'rent', label: t`Rent` },
    { value: 'let', label: t`Let` },
  ]
  return (
    <Section title={t`Send a test lead`}>
      <Text size="sm" c="dimmed">
        <Trans>No lead is made and nobody is offered anything: it tells where such a lead would go now.</Trans>
      </Text>
      <Stack gap={0}>
        <form onSubmit={form.onSubmit((values) => test.mutate(values))}>
          <Stack>
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              <TextInput label={t`Place`} {...form.getInputProps('place')} />
              <Select label={t`Intent`} clearable data={intents} {...form.getInputProps('intent')} />
              <NumberInput label={t`Price up to`} min={0} thousandSeparator {...form.getInputProps('price_max')} />
            </SimpleGrid>
            <Group justify="end">
              <Button type="submit" variant="light" loading={test.isPending}>
                <Trans>Send a test lead</Trans>
              </Button>
            </Group>
          </Stack>
        </form>
        <div aria-live="polite">{test.data?.preview && <Foreseen preview={test.data.preview} />}</div>
      </Stack>
    </Section>
  )
}

function Foreseen({ preview }: { preview: Shapes['TestResult'] }) {
  const { i18n } = useLingui()
  const directory = useDirectory()
  const names = preview.agent_ids.map((id) => directory.member(id)).join(', ')
  const route = preview.route_id && directory.route(preview.route_id)
  return (
    <Alert
      mt="md"
      color="relevo"
      variant="light"
      title={[i18n._(FORESEEN[preview.outcome]), names].filter(Boolean).join(': ')}
    >
      <Stack gap="xs">
        {route && (
          <Text size="sm">
            <Trans>Route: {route}</Trans>
          </Text>
        )}
        <List size="sm" spacing={4}>
          {preview.sentences[i18n.locale === 'en' ? 'en' : 'es'].map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </Stack>
    </Alert>
  )
}
