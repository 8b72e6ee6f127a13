import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { useDelayedAction } from '@/lib/useDelayedAction'
import { useConnected } from '@/lib/useOnline'
import { useSlow } from '@/lib/useSlow'
import { Countdown } from '@/ui/leads/Countdown'
import { LeadFacts } from '@/ui/leads/LeadFacts'
import { fullName } from '@/ui/words/names'
import { type Act, actOf } from './keys'
import { Refusal, TimeLeft } from './Refusal'
import { SwipeHint, Swipeable } from './Swipeable'
import { type Offer, useClaim, usePass } from './useOffers'

const UNDO_MILLISECONDS = 5_000
const TOUCH = 48
const SWIPED: Act[] = ['claim', 'pass']

interface Props {
  offer: Offer
  /** What the last claim or pass came to, if it was refused. */
  error: unknown
  keys: boolean
  onRefused: (error: unknown) => void
  onTried: () => void
}

/** One offer: how much time is left, what is known, and what to do about it. `1` claims, `3` passes, when focused; a thumb swipes. */
export function OfferCard({ offer, error, keys, onRefused, onTried }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const connected = useConnected()
  const card = useRef<HTMLDivElement>(null)
  const refused = (reason: unknown) => {
    onRefused(reason)
    // The pressed button may be gone with the offer; keep the focus on the card with the answer.
    card.current?.focus()
  }
  const claimed = () => {
    notifications.show({ color: 'green', message: t`The lead is yours.`, closeButtonProps: { 'aria-label': t`Close` } })
    void navigate({ to: '/leads/$leadId', params: { leadId: offer.lead_id } })
  }
  const [claim, pass] = [useClaim(offer, claimed, refused), usePass(offer, refused)]
  const passing = useDelayedAction(UNDO_MILLISECONDS, pass.mutate)
  const busy = claim.isPending || pass.isPending
  const slow = useSlow(claim.isPending)

  function take() {
    passing.undo()
    onTried()
    claim.mutate()
  }

  function leave() {
    onTried()
    passing.start()
    card.current?.focus()
  }

  function onKey(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || !connected || busy) return
    const act = actOf(event, keys)
    if (!act || !offer.may.includes(act)) return
    if (act === 'claim') take()
    if (act === 'pass' && !passing.held) leave()
  }

  const canSwipe = connected && !busy && !passing.held
  const swipes = canSwipe ? SWIPED.filter((act) => offer.may.includes(act)) : []

  return (
    <Swipeable may={swipes} onSwiped={(act) => (act === 'claim' ? take() : leave())}>
      <Frame offer={offer} ref={card} onKey={onKey} keys={keys}>
        <Countdown from={offer.made_at} deadline={offer.deadline} />
        <Known offer={offer} />
        <Refusal offer={offer} error={error} />
        {slow && <Slow offer={offer} />}
        {passing.held ? (
          <Group justify="space-between" role="status">
            <Text>
              <Trans>Passed.</Trans>
            </Text>
            <Button variant="default" onClick={passing.undo} h={TOUCH}>
              <Trans>Undo</Trans>
            </Button>
          </Group>
        ) : (
          <Acts
            may={offer.may}
            connected={connected}
            claiming={claim.isPending}
            busy={busy}
            onClaim={take}
            onPass={leave}
          />
        )}
        <SwipeHint may={swipes} />
      </Frame>
    </Swipeable>
  )
}

/** A claim that takes long: it is still under way, and so is the time. */
function Slow({ offer }: { offer: Offer }) {
  return (
    <div>
      <Text size="sm" role="status">
        <Trans>Relevo is taking longer than usual to answer: still trying.</Trans>
      </Text>
      <TimeLeft offer={offer} />
    </div>
  )
}

interface ActsProps {
  may: Offer['may']
  connected: boolean
  claiming: boolean
  busy: boolean
  onClaim: () => void
  onPass: () => void
}

function Acts({ may, connected, claiming, busy, onClaim, onPass }: ActsProps) {
  const why = useId()
  const about = connected ? {} : { 'aria-describedby': why }
  return (
    <>
      <Group grow>
        {may.includes('claim') && (
          <Button onClick={onClaim} loading={claiming} disabled={!connected || busy} h={TOUCH} {...about}>
            <Trans>Claim</Trans>
          </Button>
        )}
        {may.includes('pass') && (
          <Button variant="default" onClick={onPass} disabled={!connected || busy} h={TOUCH} {...about}>
            <Trans>Pass</Trans>
          </Button>
        )}
      </Group>
      {!connected && (
        <Text size="sm" id={why}>
          <Trans>There is no connection: you can claim or pass when you are online again.</Trans>
        </Text>
      )}
    </>
  )
}

/** An offer that is gone: what came of my claim or pass, to be read and put away. */
export function GoneCard({ offer, error, onDismiss }: { offer: Offer; error: unknown; onDismiss: () => void }) {
  return (
    <Frame offer={offer}>
      <Known offer={offer} />
      <Refusal offer={offer} error={error} gone />
      <Button variant="default" onClick={onDismiss} h={TOUCH}>
        <Trans>Understood</Trans>
      </Button>
    </Frame>
  )
}

interface FrameProps {
  offer: Offer
  children: ReactNode
  ref?: React.Ref<HTMLDivElement>
  onKey?: (event: KeyboardEvent) => void
  keys?: boolean
}

/** The card around an offer; what has the focus is the card, so that keys are meant for it alone. */
function Frame({ offer, children, ref, onKey, keys = false }: FrameProps) {
  const { t } = useLingui()
  const what = nameOf(offer) || offer.source_title
  return (
    <Paper
      {...(ref ? { ref } : {})}
      {...(onKey ? { onKeyDown: onKey } : {})}
      {...(keys ? { 'aria-keyshortcuts': '1 3' } : {})}
      withBorder
      p="lg"
      h="100%"
      tabIndex={0}
      role="group"
      data-offer={offer.offer_id}
      aria-label={t`Offer: ${what}`}
    >
      <Stack gap="sm" h="100%">
        {children}
      </Stack>
    </Paper>
  )
}

function Known({ offer }: { offer: Offer }) {
  return (
    <Stack gap="sm" flex={1}>
      <Group justify="space-between" align="start" gap="xs">
        <Title order={3} size="h3" style={{ overflowWrap: 'anywhere' }}>
          {nameOf(offer) || <Trans>Without a name</Trans>}
        </Title>
        <Group gap={4}>
          {offer.asked_again_at && (
            <Badge variant="light" tt="none">
              <Trans>Asked again</Trans>
            </Badge>
          )}
          {offer.together && (
            <Badge variant="light" color="grape" tt="none">
              <Trans>First to claim</Trans>
            </Badge>
          )}
        </Group>
      </Group>
      <Text size="sm" c="dimmed">
        {[offer.source_title, offer.route_title].filter(Boolean).join(' · ')}
      </Text>
      <LeadFacts attributes={offer.attributes} />
    </Stack>
  )
}

/** The person's name as far as it may be known before the claim. */
export function nameOf({ contact }: Offer): string {
  return fullName(contact)
}
