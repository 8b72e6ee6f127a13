import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Shapes } from '@/api/client'
import { Loaded } from '@/ui/layout/Loaded'
import { Section } from '@/ui/layout/Page'
import { CsvButton } from '@/ui/lists/CsvButton'
import { OneDelivery } from './OneDelivery'
import { outcomeOf, troubles } from './outcomes'
import { ReadAllAgain } from './ReadAllAgain'
import { type Source, useDeliveries } from '../useSources'

const FIRST = 10
const SHOWN = 50

/** What a source delivered last, and what became of it. */
export function Deliveries({ source }: { source: Source }) {
  const { t, i18n } = useLingui()
  const deliveries = useDeliveries(source.source_id)
  const [whole, setWhole] = useState(false)
  const rows = (items: Shapes['Delivery'][]) => [
    [t`At`, t`What became of it`, t`Why`, t`Lead`],
    ...items.map((one) => [one.at, i18n._(outcomeOf(one)), troubles(one, i18n).join('; '), one.lead_id]),
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
            <Stack gap="md">
              <ReadAllAgain sourceId={source.source_id} deliveries={items.slice(0, SHOWN)} />
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
