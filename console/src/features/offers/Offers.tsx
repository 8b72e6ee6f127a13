import { Trans, useLingui } from '@lingui/react/macro'
import { SimpleGrid, Skeleton, Stack, Title } from '@mantine/core'
import { useMe } from '@/api/context'
import { useNow } from '@/lib/live'
import { Failed } from '@/ui/Failed'
import { OfferCard } from './OfferCard'
import { useOffers } from './useOffers'
import { WhyNothing } from './WhyNothing'

const LIVE_MILLISECONDS = 5_000

/** The leads that wait for my claim, the soonest deadline first. */
export function Offers() {
  const { t } = useLingui()
  const offers = useOffers()
  const me = useMe()
  useNow(Date.now, LIVE_MILLISECONDS)
  if (offers.isError) return <Failed error={offers.error} again={() => void offers.refetch()} />
  return (
    <Stack>
      <Title order={1} size="h2">
        <Trans>Offers</Trans>
      </Title>
      {offers.isPending ? (
        <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} aria-busy aria-label={t`Loading`}>
          {[1, 2, 3].map((one) => (
            <Skeleton key={one} h={220} />
          ))}
        </SimpleGrid>
      ) : offers.data.items.length === 0 ? (
        <WhyNothing me={me.data} />
      ) : (
        <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {offers.data.items.map((offer) => (
            <li key={offer.offer_id}>
              <OfferCard offer={offer} />
            </li>
          ))}
        </SimpleGrid>
      )}
    </Stack>
  )
}
