import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useForm } from '@mantine/form'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { SecretsDialog } from '@/ui/feedback/SecretsDialog'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import type { Target } from './useTargets'
import { EVENTS } from '@/ui/words/events'

type Event = Target['events'][number]
const ALL = Object.keys(EVENTS) as Event[]

/** Add a target; the secret that it verifies with is shown once. */
export function NewTarget({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const [made, setMade] = useState<Shapes['OutboundWebhookCreated'] | null>(null)
  function onMade(target: Shapes['OutboundWebhookCreated']) {
    onClose()
    setMade(target)
  }
  return (
    <>
      <Modal opened={opened} onClose={onClose} title={t`New webhook`} closeButtonProps={{ 'aria-label': t`Close` }}>
        <TargetForm onMade={onMade} />
      </Modal>
      <SecretsDialog
        title={t`The webhook is on`}
        opened={made !== null}
        onClose={() => setMade(null)}
        secrets={[{ label: t`Secret`, value: made?.secret }]}
      >
        <Text size="sm" c="dimmed">
          <Trans>
            What we send is signed with it, as Standard Webhooks says. Let your program verify the signature.
          </Trans>
        </Text>
      </SecretsDialog>
    </>
  )
}

interface Values {
  url: string
  events: Event[]
}

const FIRST: Values = { url: '', events: ['lead.received', 'lead.claimed'] }

function TargetForm({ onMade }: { onMade: (made: Shapes['OutboundWebhookCreated']) => void }) {
  const { t, i18n } = useLingui()
  const { api } = useConsole()
  const form = useForm({ initialValues: FIRST })
  const { events } = form.values
  const make = useApiMutation(
    ({ url, events: chosen }: Values) =>
      body(api.POST('/outbound', { body: { url: url.trim(), events: ALL.filter((one) => chosen.includes(one)) } })),
    { touches: TOUCHED.outbound, onSuccess: onMade, onError: useServerErrors(form, Object.keys(form.values)) },
  )
  return (
    <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
      <Stack>
        <TextInput
          type="url"
          label={t`Address`}
          description={t`It begins with https:// and answers 2xx within ten seconds.`}
          placeholder="https://crm.example.com/hook"
          required
          pattern="https://.*"
          title={t`It begins with https:// and answers 2xx within ten seconds.`}
          maxLength={2000}
          data-autofocus
          {...form.getInputProps('url')}
        />
        <Checkbox.Group label={t`Events it receives`} {...form.getInputProps('events')}>
          <Stack gap="xs" mt="xs">
            {ALL.map((event) => (
              <Checkbox key={event} value={event} label={i18n._(EVENTS[event])} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group justify="end">
          <Button type="submit" loading={make.isPending} disabled={events.length === 0}>
            <Trans>Add the webhook</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
