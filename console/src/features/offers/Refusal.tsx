import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useConsole } from '@/api/context'
import { isPassing } from '@/api/refused'
import { countdown, secondsLeft } from '@/lib/clock'
import { useNow } from '@/lib/useNow'
import { words } from '@/ui/words/refusals'
import type { Offer } from './useOffers'

interface Props {
  offer: Offer
  error: unknown
  /** Whether the offer is gone, so that there is nothing left to try. */
  gone?: boolean
}

/** What a claim or pass came to, if it was refused, and what is still possible. */
export function Refusal({ offer, error, gone = false }: Props) {
  const { i18n } = useLingui()
  if (!error) return null
  const open = isPassing(error)
  return (
    <Alert color="red" variant="light" role="group">
      <div role="alert">{words(error, i18n)}</div>
      {open && !gone && <TimeLeft offer={offer} />}
      {open && gone && <MayBeMine />}
    </Alert>
  )
}

/** How long the claim may still be tried. It stands outside of what is announced, because it changes every second. */
export function TimeLeft({ offer }: { offer: Offer }) {
  const { clock } = useConsole()
  const left = secondsLeft(
    offer.deadline,
    useNow(() => clock.now()),
  )
  const shown = countdown(left)
  if (left === 0 || !offer.may.includes('claim')) return null
  return (
    <Text size="sm" fw={600} mt={4} className="tabular">
      <Trans>You have {shown} left to claim.</Trans>
    </Text>
  )
}

/** A claim without an answer may have arrived. */
function MayBeMine() {
  return (
    <Text size="sm" mt={4}>
      <Trans>It is no longer offered to you. If your claim arrived, the lead is yours.</Trans>{' '}
      <Anchor size="sm" underline="always" renderRoot={(props) => <Link to="/mine" {...props} />}>
        <Trans>See your leads</Trans>
      </Anchor>
    </Text>
  )
}
