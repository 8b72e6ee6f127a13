import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Shapes } from '@/api/client'
import { useMe } from '@/api/context'
import { when } from '@/lib/locale'
import { Loaded } from '@/ui/layout/Loaded'
import { Section } from '@/ui/layout/Page'
import { CsvButton } from '@/ui/lists/CsvButton'
import { Question } from './Confirmation'
import { OUTCOMES, troubles } from './outcomes'
import { type Source, useDeliveries } from '../useSources'
import { Sent } from './Sent'

const FIRST = 10
const SHOWN = 50

/** What a source delivered last, and what became of it. */
export function Deliveries({ source }: { source: Source }) {
  const { t, i18n } = useLingui()
  const deliveries = useDeliveries(source.source_id)
  const [whole, setWhole] = useState(false)
  const rows = (items: Shapes['Delivery'][]) => [
    [t`At`, t`What became of it`, t`Why`, t`Lead`],
    ...items.map((one) => [one.at, i18n._(OUTCOMES[one.outcome]), troubles(one, i18n).join('; '), one.lead_id]),
  ]
  return (
    <Section
      title={t`Last deliveries`}
      actions={<CsvButton name={t`deliveries`} rows={() => rows(deliveries.data?.items ?? [])} />}
    >
      <Loaded query={deliveries} height={120}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">
              <Trans>Nothing has come yet. Connect it as described above, or send a test lead.</Trans>
            </Text>
          ) : (
            <Stack gap="sm">
              {items.slice(0, whole ? SHOWN : FIRST).map((delivery) => (
                <OneDelivery key={delivery.delivery_id} sourceId={source.source_id} delivery={delivery} />
              ))}
              {!whole && items.length > FIRST && (
                <Button variant="default" onClick={() => setWhole(true)} mx="auto">
                  <Trans>Show more</Trans>
                </Button>
              )}
            </Stack>
          )
        }
      </Loaded>
    </Section>
  )
}

const COLORS: Partial<Record<Shapes['Delivery']['outcome'], string>> = {
  failed: 'red',
  unreadable: 'red',
  test: 'gray',
  dismissed: 'gray',
}

function OneDelivery({ sourceId, delivery }: { sourceId: string; delivery: Shapes['Delivery'] }) {
  const { i18n } = useLingui()
  const { data: me } = useMe()
  if (!me) return null
  const zone = me.team.time_zone
  const due = delivery.due && when(delivery.due, zone)
  const foreseen = delivery.preview?.sentences[i18n.locale === 'en' ? 'en' : 'es'][0]
  return (
    <Stack gap={2}>
      <Group gap="sm">
        <Text size="sm" className="tabular" component="time" dateTime={delivery.at}>
          {when(delivery.at, zone)}
        </Text>
        <Badge variant="light" tt="none" color={COLORS[delivery.outcome] ?? 'relevo'}>
          {i18n._(OUTCOMES[delivery.outcome])}
        </Badge>
        {delivery.lead_id && (
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link data-row-link to="/leads/$leadId" params={{ leadId: delivery.lead_id as string }} {...props} />
            )}
          >
            <Trans>Open the lead</Trans>
          </Anchor>
        )}
      </Group>
      {troubles(delivery, i18n).map((said) => (
        <Text key={said} size="sm">
          {said}
        </Text>
      ))}
      {delivery.confirmation && <Question asked={delivery.confirmation} />}
      {delivery.id_reused && (
        <Text size="sm">
          <Trans>The sender used the same id for something else before. It was taken as a new inquiry.</Trans>
        </Text>
      )}
      {due && (
        <Text size="sm" c="dimmed">
          <Trans>Tried again at {due}</Trans>
        </Text>
      )}
      {foreseen && (
        <Text size="sm" c="dimmed">
          {foreseen}
        </Text>
      )}
      <Sent sourceId={sourceId} deliveryId={delivery.delivery_id} />
    </Stack>
  )
}
