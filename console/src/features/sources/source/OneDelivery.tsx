import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import type { Shapes } from '@/api/client'
import { body } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { bytes, when } from '@/lib/locale'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { Question } from './Confirmation'
import { isPutAside, isReadable, isTroubled, outcomeOf, READ_AGAIN, troubles } from './outcomes'
import { Sent } from './Sent'

type Delivery = Shapes['Delivery']

/** One delivery: when it came, what it was, what became of it, and what can be done with it. */
export function OneDelivery({ sourceId, delivery }: { sourceId: string; delivery: Delivery }) {
  const { i18n } = useLingui()
  const { data: me } = useMe()
  if (!me) return null
  const zone = me.team.time_zone
  const due = delivery.due && when(delivery.due, zone)
  const foreseen = delivery.preview?.sentences[i18n.locale === 'en' ? 'en' : 'es'][0]
  const color = isTroubled(delivery) ? 'red' : isPutAside(delivery) ? 'gray' : 'relevo'
  const what = [delivery.content_type, delivery.size === undefined ? '' : bytes(delivery.size)].filter(Boolean)
  return (
    <Stack gap={2}>
      <Group gap="sm">
        <Text size="sm" className="tabular" component="time" dateTime={delivery.at}>
          {when(delivery.at, zone)}
        </Text>
        <Badge variant="light" tt="none" color={color}>
          {i18n._(outcomeOf(delivery))}
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
      {what.length > 0 && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {what.join(' · ')}
        </Text>
      )}
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
      <Sent sourceId={sourceId} deliveryId={delivery.delivery_id}>
        {isReadable(delivery) && <ReadAgain sourceId={sourceId} deliveryId={delivery.delivery_id} />}
      </Sent>
    </Stack>
  )
}

function ReadAgain({ sourceId, deliveryId }: { sourceId: string; deliveryId: string }) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const reading = useApiMutation(
    () => {
      const params = { path: { source_id: sourceId, delivery_id: deliveryId } }
      return body(api.POST('/sources/{source_id}/deliveries/{delivery_id}/read-again', { params }))
    },
    {
      touches: TOUCHED.delivery,
      // A toast: the row may be another one by then.
      onSuccess: ({ outcome }) =>
        notifications.show({ message: i18n._(READ_AGAIN[outcome]), closeButtonProps: { 'aria-label': t`Close` } }),
    },
  )
  return (
    <Button size="compact-sm" variant="subtle" onClick={() => reading.mutate()} loading={reading.isPending}>
      <Trans>Read again</Trans>
    </Button>
  )
}
