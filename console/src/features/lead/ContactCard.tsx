import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { useRefusal } from '@/ui/Failed'

type Kind = 'call' | 'text' | 'email'
type Outcome = NonNullable<Shapes['InteractionBody']['outcome']>

/** How to reach the person: opens the own app of whoever looks, and on return asks in one tap what happened. */
export function ContactCard({ lead, mayLog }: { lead: Shapes['Lead']; mayLog: boolean }) {
  const { t } = useLingui()
  const [asked, setAsked] = useState<Kind | null>(null)
  const phone = lead.contact.phones[0]
  const email = lead.contact.emails[0]
  const barred = (channel: string) => {
    const mark = lead.do_not_contact
    return Boolean(mark && (mark.channels === 'all' || mark.channels.includes(channel as never)))
  }
  const ways = [
    { kind: 'call' as const, channel: 'call', label: t`Call`, href: phone && `tel:${phone}` },
    { kind: 'text' as const, channel: 'whatsapp', label: 'WhatsApp', href: phone && `https://wa.me/${phone.replace(/\D/g, '')}` },
    { kind: 'text' as const, channel: 'text', label: t`Text`, href: phone && `sms:${phone}` },
    { kind: 'email' as const, channel: 'email', label: t`E-mail`, href: email && `mailto:${email}` },
  ]
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Title order={2} size="h4">
          <Trans>Contact</Trans>
        </Title>
        {[...lead.contact.phones, ...lead.contact.emails].map((address) => (
          <Text key={address}>{address}</Text>
        ))}
        {lead.message && (
          <Text component="blockquote" m={0} style={{ whiteSpace: 'pre-wrap' }}>
            {lead.message}
          </Text>
        )}
        <Group gap="xs">
          {ways
            .filter((way) => way.href)
            .map((way) =>
              barred(way.channel) ? (
                <Button key={way.channel} variant="light" disabled>
                  {way.label}
                </Button>
              ) : (
                <Button
                  key={way.channel}
                  variant="light"
                  component="a"
                  href={way.href ?? ''}
                  target={way.channel === 'whatsapp' ? '_blank' : undefined}
                  rel="noreferrer"
                  onClick={() => setAsked(way.kind)}
                >
                  {way.label}
                </Button>
              ),
            )}
        </Group>
        {lead.do_not_contact && (
          <Text size="sm" c="var(--relevo-danger)" fw={600}>
            <Trans>Do not contact</Trans>
          </Text>
        )}
        {asked && mayLog && <WhatHappened leadId={lead.lead_id} kind={asked} onDone={() => setAsked(null)} />}
      </Stack>
    </Paper>
  )
}

function WhatHappened({ leadId, kind, onDone }: { leadId: string; kind: Kind; onDone: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const log = useMutation({
    mutationFn: (outcome: Outcome) =>
      body(
        api.POST('/leads/{lead_id}/interactions', {
          params: { path: { lead_id: leadId } },
          body: { kind: outcome === 'appointment' ? 'appointment' : kind, outcome },
        }),
      ),
    onSuccess: onDone,
    onError: refusal,
    onSettled: () => queries.invalidateQueries(),
  })
  const outcomes: [Outcome, string][] = [
    ['spoke', t`We spoke`],
    ['no_answer', t`No answer`],
    ['message_left', t`Message left`],
    ['appointment', t`Appointment`],
    ['wrong_number', t`Wrong number`],
  ]
  return (
    <Stack gap="xs" role="group" aria-label={t`What happened?`}>
      <Text fw={600}>
        <Trans>What happened?</Trans>
      </Text>
      <Group gap="xs">
        {outcomes.map(([outcome, label]) => (
          <Button key={outcome} size="compact-md" variant="default" onClick={() => log.mutate(outcome)}>
            {label}
          </Button>
        ))}
        <Button size="compact-md" variant="subtle" onClick={onDone}>
          <Trans>Nothing</Trans>
        </Button>
      </Group>
    </Stack>
  )
}
