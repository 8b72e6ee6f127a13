import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, SegmentedControl, Select, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { CHANNELS, type Channel, EVERY_CHANNEL } from '../contact/channels'
import type { LeadShown } from '../useLead'

const LONGEST = 4000

/** Note down a message that was sent or received elsewhere. */
export function LogMessage({ lead }: { lead: LeadShown }) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const [direction, setDirection] = useState<'in' | 'out'>('out')
  const [channel, setChannel] = useState<Channel>(lead.contact.phones.length > 0 ? 'whatsapp' : 'email')
  const [said, setSaid] = useState('')
  const log = useApiMutation(
    (sent: Shapes['MessageBody']) =>
      body(api.POST('/leads/{lead_id}/messages', { params: { path: { lead_id: lead.lead_id } }, body: sent })),
    { touches: TOUCHED.conversation, onSuccess: () => setSaid('') },
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    if (said.trim()) log.mutate({ direction, channel, body: said.trim() })
  }
  return (
    <Stack component="form" gap="xs" onSubmit={submit}>
      <Group gap="xs">
        <SegmentedControl
          size="sm"
          aria-label={t`Who wrote`}
          value={direction}
          onChange={(chosen) => setDirection(chosen as 'in' | 'out')}
          data={[
            { value: 'out', label: t`We wrote` },
            { value: 'in', label: t`The person wrote` },
          ]}
        />
        <Select
          w={140}
          aria-label={t`Channel`}
          allowDeselect={false}
          data={EVERY_CHANNEL.map((one) => ({ value: one, label: i18n._(CHANNELS[one]) }))}
          value={channel}
          onChange={(chosen) => setChannel(chosen as Channel)}
        />
      </Group>
      <Textarea
        aria-label={t`What was said`}
        placeholder={t`What was said`}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={LONGEST}
        value={said}
        onChange={(event) => setSaid(event.currentTarget.value)}
      />
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          <Trans>It is noted here; nothing is sent.</Trans>
        </Text>
        <Button type="submit" loading={log.isPending} disabled={!said.trim()}>
          <Trans>Log a message</Trans>
        </Button>
      </Group>
    </Stack>
  )
}
