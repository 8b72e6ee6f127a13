import { useLingui } from '@lingui/react/macro'
import { List } from '@mantine/core'
import { Copyable } from '@/ui/feedback/Copyable'
import { Section } from '@/ui/layout/Page'
import { STEPS } from '../kinds'
import { FirstLead } from './FirstLead'
import { Sample } from './Sample'
import { type Source, useWebhookAddress } from '../useSources'

/** The address that a provider delivers to, how it is told, and whether something has come. */
export function Connect({ source }: { source: Source }) {
  const { t, i18n } = useLingui()
  const address = useWebhookAddress(source)
  return (
    <Section title={t`How to connect it`}>
      {address && <Copyable label={t`Webhook address`} value={address} />}
      <List type="ordered" spacing="xs">
        {STEPS[source.kind].map((step) => (
          <List.Item key={step.id}>{i18n._(step)}</List.Item>
        ))}
      </List>
      <FirstLead source={source} />
      {address && <Sample kind={source.kind} address={address} />}
    </Section>
  )
}
