import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { SecretsDialog } from '@/ui/feedback/SecretsDialog'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import type { Target } from './useTargets'
import { EVENTS } from './words'

type Event = Target['events'][number]
const ALL = Object.keys(EVENTS) as Event[]

/** Add a target; the secret that it verifies with is shown once. */
export function NewTarget({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const [made, setMade] = useState<Shapes['TargetMade'] | null>(null)
  function onMade(target: Shapes['TargetMade']) {
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

function TargetForm({ onMade }: { onMade: (made: Shapes['TargetMade']) => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<Event[]>(['lead.received', 'lead.claimed'])
  const make = useApiMutation(() => body(api.POST('/outbound', { body: { url: url.trim(), events } })), {
    touches: TOUCHED.outbound,
    onSuccess: onMade,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Stack component="form" onSubmit={submit}>
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
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <EventsField events={events} onChange={setEvents} />
      <Group justify="end">
        <Button type="submit" loading={make.isPending} disabled={events.length === 0}>
          <Trans>Add the webhook</Trans>
        </Button>
      </Group>
    </Stack>
  )
}

function EventsField({ events, onChange }: { events: Event[]; onChange: (events: Event[]) => void }) {
  const { t, i18n } = useLingui()
  return (
    <Checkbox.Group
      label={t`What it is told`}
      value={events}
      onChange={(chosen) => onChange(ALL.filter((one) => chosen.includes(one)))}
    >
      <Stack gap="xs" mt="xs">
        {ALL.map((event) => (
          <Checkbox key={event} value={event} label={i18n._(EVENTS[event])} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
