import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconEdit, IconPhoneOff } from '@/ui/icons'
import { useState } from 'react'
import type { Me } from '@/api/context'
import { grouped } from '@/lib/phones'
import { Section } from '@/ui/layout/Page'
import { blockedChannels } from './blockedChannels'
import { DoNotContact } from './DoNotContact'
import { EditContact } from './EditContact'
import { CHANNELS, type Channel, EVERY_CHANNEL } from './channels'
import { Next } from '../next/Next'
import { nextAct } from '../next/nextAct'
import type { LeadShown } from '../useLead'
import { type Kind, LogOutcome } from './LogOutcome'
import { Ways } from './Ways'

const KINDS: Record<Channel, Kind> = { call: 'call', whatsapp: 'text', text: 'text', email: 'email' }

/** What is next, and the contact's channels: opens the device's app, and then asks for the outcome. */
export function ContactCard({ lead, me }: { lead: LeadShown; me: Me }) {
  const { t } = useLingui()
  const [asked, setAsked] = useState<Kind | null>(null)
  const [editing, setEditing] = useState(false)
  const records = lead.may.includes('record_interaction')
  const hidden = lead.contact.phones.length + lead.contact.emails.length === 0
  return (
    <Section
      title={t`Contact`}
      actions={
        <>
          {lead.may.includes('mark_do_not_contact') && <DoNotContact lead={lead} />}
          {lead.may.includes('edit') && (
            <ActionIcon variant="default" size="lg" aria-label={t`Edit the contact`} onClick={() => setEditing(true)}>
              <IconEdit size={18} aria-hidden />
            </ActionIcon>
          )}
        </>
      }
    >
      <Next lead={lead} me={me} />
      <BlockedAlert lead={lead} />
      {hidden && (
        <Text size="sm" c="dimmed">
          {records ? (
            <Trans>No phone or e-mail is known.</Trans>
          ) : (
            <Trans>Phone and e-mail are shown once the lead is yours.</Trans>
          )}
        </Text>
      )}
      <Addresses lead={lead} />
      {!lead.sample && (
        <Ways lead={lead} me={me} isNext={nextAct(lead, me) !== null} onGone={(channel) => setAsked(KINDS[channel])} />
      )}
      {records && asked && <LogOutcome leadId={lead.lead_id} kind={asked} onDone={() => setAsked(null)} />}
      {records && !asked && (
        <Group>
          <Button variant="subtle" px="xs" onClick={() => setAsked('call')}>
            <Trans>Log a contact</Trans>
          </Button>
        </Group>
      )}
      {editing && <EditContact lead={lead} onClose={() => setEditing(false)} />}
    </Section>
  )
}

function Addresses({ lead }: { lead: LeadShown }) {
  return (
    <Stack gap={4}>
      {lead.contact.phones.map((phone) => (
        <Text key={phone} className="tabular" style={{ whiteSpace: 'nowrap' }}>
          {grouped(phone)}
        </Text>
      ))}
      {lead.contact.emails.map((email) => (
        <Text key={email} style={{ overflowWrap: 'anywhere' }}>
          {email}
        </Text>
      ))}
    </Stack>
  )
}

function BlockedAlert({ lead }: { lead: LeadShown }) {
  const { i18n, t } = useLingui()
  const shut = blockedChannels(lead)
  if (shut.length === 0) return null
  const all = shut.length === EVERY_CHANNEL.length
  return (
    <Alert color="red" variant="light" icon={<IconPhoneOff aria-hidden />} title={t`Do not contact`}>
      {all ? <Trans>On no channel.</Trans> : shut.map((channel) => i18n._(CHANNELS[channel])).join(', ')}
    </Alert>
  )
}
