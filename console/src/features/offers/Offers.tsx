import { Trans, useLingui } from '@lingui/react/macro'
import { Box, Skeleton, VisuallyHidden } from '@mantine/core'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useMe } from '@/api/context'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { Toggle } from '@/ui/layout/Toggle'
import { type Answers, arrivals, shown, withAnswer, without } from './answers'
import { GoneCard, nameOf, OfferCard } from './OfferCard'
import { useKeptFocus } from './useKeptFocus'
import { useKeysOn } from './keys'
import { type Offer, useOffers } from './useOffers'

const WhyNothing = lazy(async () => ({ default: (await import('./WhyNothing')).WhyNothing }))

/** The leads that wait for my claim, the soonest deadline first. */
export function Offers() {
  const { t } = useLingui()
  const offers = useOffers()
  const me = useMe()
  const [keys, setKeys] = useKeysOn()
  const shape = (
    <div className="cards">
      {[1, 2, 3].map((one) => (
        <Skeleton key={one} h={260} />
      ))}
    </div>
  )
  return (
    <Page
      title={t`Offers`}
      actions={
        <Box visibleFrom="sm">
          <Toggle
            on={keys}
            onToggle={() => setKeys(!keys)}
            label={
              <span>
                <Trans>
                  Keys on the focused card: <kbd>1</kbd> claims, <kbd>3</kbd> passes
                </Trans>
              </span>
            }
          />
        </Box>
      }
    >
      <Loaded query={offers} shape={shape}>
        {({ items }) => <Cards offers={items} keys={keys} empty={<WhyNothing me={me.data} />} />}
      </Loaded>
    </Page>
  )
}

function Cards({ offers, keys, empty }: { offers: Offer[]; keys: boolean; empty: React.ReactNode }) {
  const [answers, setAnswers] = useState<Answers>([])
  const cards = shown(offers, answers)
  const list = useRef<HTMLUListElement>(null)
  const none = useRef<HTMLDivElement>(null)
  const focus = useKeptFocus(
    cards.map(({ offer, gone }) => `${offer.offer_id}${gone}`),
    list,
    none,
  )
  const forget = (offer: Offer) => setAnswers((before) => without(before, offer.offer_id))
  return (
    <>
      <Arrivals offers={offers} />
      {cards.length === 0 ? (
        <div ref={none} tabIndex={-1} style={{ outline: 'none' }}>
          <Suspense fallback={<Skeleton h={160} aria-busy />}>{empty}</Suspense>
        </div>
      ) : (
        <ul ref={list} className="cards" {...focus}>
          {cards.map(({ offer, error, gone }) => (
            <li key={offer.offer_id}>
              {gone ? (
                <GoneCard offer={offer} error={error} onDismiss={() => forget(offer)} />
              ) : (
                <OfferCard
                  offer={offer}
                  error={error}
                  keys={keys}
                  onRefused={(reason) => setAnswers((before) => withAnswer(before, { offer, error: reason }))}
                  onTried={() => forget(offer)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Announces new offers politely. */
function Arrivals({ offers }: { offers: Offer[] }) {
  const { t } = useLingui()
  const before = useRef<string[] | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    const fresh = arrivals(before.current, offers)
    before.current = offers.map((one) => one.offer_id)
    if (fresh.length === 0) return
    const who = fresh.map((one) => nameOf(one) || one.source_title).join(', ')
    setSaid(t`New lead to claim: ${who}`)
  }, [offers, t])
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  )
}
