import type { I18n, MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Group, Loader, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Shapes } from '@/api/client'
import { useMe } from '@/api/context'
import { when } from '@/lib/locale'
import { Section } from '@/ui/layout/Page'
import { attributeWords, valueText } from './meanings'

interface Props {
  inquiry: Shapes['PreviewedInquiry']
  /** When it was delivered. */
  at: string | undefined
  /** Whether a change is being read. */
  busy: boolean
}

/** The lead that the last delivery becomes. */
export function BecomesLead({ inquiry, at, busy }: Props) {
  const { t, i18n } = useLingui()
  const zone = useMe().data?.team.time_zone
  const { contact } = inquiry
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ')
  const came = at && zone && when(at, zone)
  return (
    <Section title={t`The lead it becomes`} actions={busy ? <Loader size={16} aria-label={t`Reading…`} /> : undefined}>
      {came && (
        <Text size="sm" c="dimmed">
          <Trans>Delivered {came}</Trans>
        </Text>
      )}
      {inquiry.unidentified && (
        <Alert color="yellow" variant="light">
          <Trans>Nobody is found in it: it waits in the pool for somebody to read it.</Trans>
        </Alert>
      )}
      <Stack gap="sm" component="dl" m={0}>
        <Fact label={t`Name`}>{name}</Fact>
        <Fact label={t`E-mail`}>{contact.emails?.join('\n')}</Fact>
        <Fact label={t`Phone`}>{contact.phones?.join('\n')}</Fact>
        <Fact label={t`Message`}>{inquiry.message}</Fact>
        {inquiry.consents.length > 0 && (
          <Fact label={t`Consent`}>
            {inquiry.consents.map((one) => `${consentWords(one, i18n)}: ${one.given ? t`Yes` : t`No`}`).join('\n')}
          </Fact>
        )}
        {Object.entries(inquiry.attributes).map(([attribute, value]) => (
          <Fact key={attribute} label={attributeWords(attribute, i18n)}>
            {valueText(value)}
          </Fact>
        ))}
      </Stack>
    </Section>
  )
}

const PURPOSES: Record<string, MessageDescriptor> = {
  marketing: msg`Marketing`,
  privacy_notice: msg`Privacy notice`,
}

function consentWords({ purpose, channel }: Shapes['PreviewedConsent'], i18n: I18n): string {
  const known = PURPOSES[purpose]
  return [known ? i18n._(known) : purpose, ...(channel === 'any' ? [] : [channel])].join(', ')
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Group gap="sm" align="start" wrap="nowrap">
      <Text component="dt" size="sm" c="dimmed" w={112} style={{ flex: 'none', overflowWrap: 'anywhere' }}>
        {label}
      </Text>
      <Text
        component="dd"
        size="sm"
        m={0}
        mah={240}
        style={{ flex: 1, minWidth: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', overflow: 'auto' }}
      >
        {children || '–'}
      </Text>
    </Group>
  )
}
