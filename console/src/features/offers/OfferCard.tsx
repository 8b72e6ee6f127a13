import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import { useHeld } from '@/lib/held'
import { useOnline } from '@/lib/online'
import { Countdown } from '@/ui/Countdown'
import { LeadFacts } from '@/ui/LeadFacts'
import { words } from '@/ui/refusals'
import { type Offer, useClaim, usePass } from './useOffers'

const UNDO_MILLISECONDS = 5_000

/** One offer: how much time is left, what is known, and what to do about it. `1` claims, `3` passes, when focused. */
export function OfferCard({ offer }: { offer: Offer }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const online = useOnline()
  const [claim, pass] = [useClaim(), usePass()]
  const passing = useHeld(UNDO_MILLISECONDS, () => pass.mutate(offer.lead_id))
  const name = [offer.contact.first_name, offer.contact.last_name && `${offer.contact.last_name}.`].filter(Boolean).join(' ')
  const refused = claim.error ?? pass.error
  const told = refused ? words(refused) : null

  function take() {
    passing.undo()
    claim.mutate(offer.lead_id, {
      onSuccess: () => {
        notifications.show({ color: 'green', message: t`The lead is yours.` })
        void navigate({ to: '/leads/$leadId', params: { leadId: offer.lead_id } })
      },
    })
  }

  function onKey(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || !online) return
    if (event.key === '1') take()
    if (event.key === '3') passing.start()
  }

  return (
    <Card
      withBorder
      padding="lg"
      tabIndex={0}
      onKeyDown={onKey}
      role="group"
      aria-label={t`Offer: ${name || offer.source_title}`}
      aria-keyshortcuts="1 3"
    >
      <Stack gap="sm">
        <Countdown from={offer.made_at} deadline={offer.deadline} />
        <Group justify="space-between" wrap="nowrap" align="start">
          <Title order={2} size="h3">
            {name || <Trans>Without a name</Trans>}
          </Title>
          <Group gap={4}>
            {offer.asked_again_at && (
              <Badge variant="light">
                <Trans>Asked again</Trans>
              </Badge>
            )}
            {offer.together && (
              <Badge variant="light" color="grape">
                <Trans>First to claim</Trans>
              </Badge>
            )}
          </Group>
        </Group>
        <Text size="sm" c="dimmed">
          {offer.source_title} · {offer.route_title}
        </Text>
        <LeadFacts attributes={offer.attributes} />
        {told && (
          <Alert color="red" variant="light" role="alert">
            {typeof told === 'string' ? told : i18n._(told)}
          </Alert>
        )}
        {passing.held ? (
          <Group grow>
            <Button variant="default" onClick={passing.undo} role="status">
              <Trans>Passed on. Undo</Trans>
            </Button>
          </Group>
        ) : (
          <Group grow>
            <Button onClick={take} loading={claim.isPending} disabled={!online} size="md">
              <Trans>Claim</Trans>
            </Button>
            <Button variant="default" onClick={passing.start} disabled={!online || claim.isPending} size="md">
              <Trans>Pass</Trans>
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  )
}
