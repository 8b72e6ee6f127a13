import { Trans, useLingui } from '@lingui/react/macro'
import { Box, Group, Skeleton, Stack, Title, VisuallyHidden } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { useMe } from '@/api/context'
import { Loaded } from '@/ui/layout/Loaded'
import { Toggle } from '@/ui/layout/Toggle'
import { type Answers, arrivals, shown, withAnswer, without } from './answers'
import { GoneCard, nameOf, OfferCard } from './OfferCard'
import { useKeptFocus } from './useKeptFocus'
import { useKeysOn } from './keys'
import { type Offer, useOffers } from './useOffers'

const WhyNothing = lazy(async () => ({ default: (await import('./WhyNothing')).WhyNothing }))

interface Props {
  /** Whether to show but a line, or nothing, while there is no offer: on the screen of somebody with other things to do. */
  slim?: boolean
}

/** The leads that wait for my claim, the soonest deadline first. */
export function Offers({ slim = false }: Props) {
  const offers = useOffers()
  const me = useMe()
  const [keys, setKeys] = useKeysOn()
  const heading = <Heading keys={keys} onKeys={setKeys} />
  return (
    <Loaded query={offers} shape={slim ? <></> : <Shape heading={heading} />}>
      {({ items }) => (
        <Cards
          offers={items}
          keys={keys}
          heading={heading}
          empty={
            slim ? (
              <Suspense>
                <WhyNothing me={me.data} slim />
              </Suspense>
            ) : (
              <Stack gap="sm">
                {heading}
                <Suspense fallback={<Skeleton h={160} aria-busy />}>
                  <WhyNothing me={me.data} />
                </Suspense>
              </Stack>
            )
          }
        />
      )}
    </Loaded>
  )
}

function Heading({ keys, onKeys }: { keys: boolean; onKeys: (on: boolean) => void }) {
  return (
    <Group justify="space-between" gap="xs">
      <Title order={2} size="h4">
        <Trans>Offers</Trans>
      </Title>
      <Box visibleFrom="sm">
        <Toggle
          on={keys}
          onToggle={() => onKeys(!keys)}
          label={
            <span>
              <Trans>
                Keys on the focused card: <kbd>1</kbd> claims, <kbd>3</kbd> passes
              </Trans>
            </span>
          }
        />
      </Box>
    </Group>
  )
}

function Shape({ heading }: { heading: ReactNode }) {
  return (
    <Stack gap="sm">
      {heading}
      <div className="cards">
        {[1, 2, 3].map((one) => (
          <Skeleton key={one} h={260} />
        ))}
      </div>
    </Stack>
  )
}

interface CardsProps {
  offers: Offer[]
  keys: boolean
  heading: ReactNode
  empty: ReactNode
}

function Cards({ offers, keys, heading, empty }: CardsProps) {
  const { t } = useLingui()
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
        <div ref={none} tabIndex={-1} className="no-cards">
          {empty}
        </div>
      ) : (
        <Stack gap="sm" component="section" aria-label={t`Offers`}>
          {heading}
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
        </Stack>
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
