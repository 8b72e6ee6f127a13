import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Me } from '@/api/context'
import { when } from '@/lib/locale'
import { Section } from '@/ui/layout/Page'
import { useActorName } from '@/ui/words/useActorName'
import type { LeadShown } from '../useLead'
import { ObjectionForm } from './ObjectionForm'
import { RecordConsent } from './RecordConsent'
import { CONSENT_CHANNELS, PURPOSES } from './words'

type Consent = NonNullable<LeadShown['consents']>[number]
type Form = 'consent' | 'objection' | null

/** What the person agreed to or refused, and forms to record that, or what they object to. */
export function Consents({ lead, me }: { lead: LeadShown; me: Me }) {
  const { t } = useLingui()
  const [form, setForm] = useState<Form>(null)
  const [all, setAll] = useState(false)
  const known = lead.consents ?? []
  const [records, objects] = [lead.may.includes('record_consent'), lead.may.includes('record_objection')]
  if (known.length === 0 && !records && !objects) return null
  const earlier = known.filter((one) => !one.counts).length
  const shown = known.filter((one) => all || one.counts)
  return (
    <Section title={t`Consent`}>
      {known.length === 0 && (
        <Text size="sm" c="dimmed">
          <Trans>Nothing is known. An inquiry may always be answered.</Trans>
        </Text>
      )}
      <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {shown.map((one, place) => (
          <Statement key={place} one={one} zone={me.team.time_zone} />
        ))}
      </Stack>
      {earlier > 0 && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(!all)}>
          {all ? <Trans>Only what counts</Trans> : <Trans>Earlier statements: {earlier}</Trans>}
        </Button>
      )}
      {form === 'consent' && <RecordConsent leadId={lead.lead_id} onDone={() => setForm(null)} />}
      {form === 'objection' && <ObjectionForm lead={lead} onDone={() => setForm(null)} />}
      {form === null && (
        <Group gap="xs">
          {records && (
            <Button size="compact-sm" variant="subtle" onClick={() => setForm('consent')}>
              <Trans>Record consent</Trans>
            </Button>
          )}
          {objects && (
            <Button size="compact-sm" variant="subtle" onClick={() => setForm('objection')}>
              <Trans>Record an objection</Trans>
            </Button>
          )}
        </Group>
      )}
    </Section>
  )
}

/** One statement: for what, by which channel, since when, how the team knows, and in which words. */
function Statement({ one, zone }: { one: Consent; zone: string }) {
  const { i18n } = useLingui()
  const by = useActorName()
  const purpose = PURPOSES[one.purpose as keyof typeof PURPOSES]
  const channel = CONSENT_CHANNELS[one.channel as keyof typeof CONSENT_CHANNELS]
  const about = [when(one.at, zone), one.source, one.version, by(one.by)].filter(Boolean).join(' · ')
  return (
    <li style={{ opacity: one.counts ? 1 : 0.75 }}>
      <Group gap={6}>
        <Text size="sm" fw={600} span>
          {purpose ? i18n._(purpose) : one.purpose}
        </Text>
        <Text size="sm" span>
          {one.purpose === 'privacy_notice' ? '' : channel ? i18n._(channel) : one.channel}
        </Text>
        <Badge size="sm" tt="none" variant="light" color={one.given ? 'green' : 'red'}>
          <Given one={one} />
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {about}
      </Text>
      {[one.text, one.note].filter(Boolean).map((text, place) => (
        <Text key={place} size="xs" style={{ overflowWrap: 'anywhere' }}>
          {place === 0 && one.text ? `“${text}”` : text}
        </Text>
      ))}
    </li>
  )
}

function Given({ one }: { one: Consent }) {
  if (one.purpose === 'privacy_notice') return one.given ? <Trans>Read</Trans> : <Trans>Not read</Trans>
  return one.given ? <Trans>Agreed</Trans> : <Trans>Not agreed</Trans>
}
