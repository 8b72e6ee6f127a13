import { Trans, useLingui } from '@lingui/react/macro'
import { List, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Copyable } from '@/ui/feedback/Copyable'
import { Section } from '@/ui/layout/Page'
import { MAIL_STEPS, STEPS } from '../kinds'
import { Confirmation } from './Confirmation'
import { FirstLead } from './FirstLead'
import { Sample } from './Sample'
import { type Source, useWebhookAddress } from '../useSources'

/** The addresses that a provider delivers to, how it is told, and whether something has come. */
export function Connect({ source }: { source: Source }) {
  const { t } = useLingui()
  const mails = source.mail_address
  return (
    <Section title={t`How to connect it`}>
      {mails ? (
        <>
          <Copyable label={t`Forward mail to`} value={mails} />
          <Steps steps={MAIL_STEPS} />
          <Confirmation source={source} />
          <FirstLead source={source} />
          <details>
            <Text component="summary" size="sm" py={8} style={{ cursor: 'pointer' }}>
              <Trans>With a mail gateway instead</Trans>
            </Text>
            <Stack gap="sm" mt="xs">
              <Webhook source={source} />
              <Text size="sm" c="dimmed">
                <Trans>For its secret, renew it below: it is shown then.</Trans>
              </Text>
            </Stack>
          </details>
        </>
      ) : (
        <Webhook source={source}>
          <FirstLead source={source} />
        </Webhook>
      )}
    </Section>
  )
}

function Webhook({ source, children }: { source: Source; children?: ReactNode }) {
  const { t } = useLingui()
  const address = useWebhookAddress(source)
  return (
    <>
      {address && <Copyable label={t`Webhook address`} value={address} />}
      <Steps steps={STEPS[source.kind]} />
      {children}
      {address && <Sample kind={source.kind} address={address} />}
    </>
  )
}

function Steps({ steps }: { steps: (typeof STEPS)['email'] }) {
  const { i18n } = useLingui()
  return (
    <List type="ordered" spacing="xs">
      {steps.map((step) => (
        <List.Item key={step.id}>{i18n._(step)}</List.Item>
      ))}
    </List>
  )
}
