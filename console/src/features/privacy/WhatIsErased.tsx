import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { retentionQuery } from '@/api/queries/privacy'
import { amount, when } from '@/lib/locale'
import { Loaded } from '@/ui/layout/Loaded'
import { LoadMore } from '@/ui/lists/LoadMore'
import { fullName } from '@/ui/words/names'

/** The leads that a number of months erases within three weeks, and what of that was announced. */
export function WhatIsErased({ months, proposed }: { months: number; proposed: boolean }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const found = useInfiniteQuery({
    ...retentionQuery(api, proposed ? months : null),
    placeholderData: keepPreviousData,
  })
  return (
    <Stack gap="sm" component="section" aria-label={t`What will be erased`}>
      <Title order={3} size="h5">
        {proposed ? <Trans>What this would erase</Trans> : <Trans>What will be erased</Trans>}
      </Title>
      <Loaded query={found} height={120}>
        {({ pages }) => (
          <>
            {pages[0] && <Counted first={pages[0]} />}
            {pages
              .flatMap(({ items }) => items)
              .map((one) => (
                <InactiveLead key={one.lead.lead_id} one={one} />
              ))}
            <LoadMore of={found} />
          </>
        )}
      </Loaded>
    </Stack>
  )
}

function Counted({ first }: { first: Shapes['RetentionPreview'] }) {
  const zone = useMe().data?.team.time_zone
  const count = `${amount(first.count ?? 0)}${first.more ? '+' : ''}`
  return (
    <Stack gap={4} role="status">
      <Text size="sm">
        {first.count === 0 && !first.more ? (
          <Trans>No lead will be erased within three weeks.</Trans>
        ) : (
          <Trans>Leads that will be erased within three weeks: {count}</Trans>
        )}
      </Text>
      {first.announcements
        .filter(({ leads }) => leads > 0)
        .map(({ at, leads, erased_from }) => {
          const [told, from] = zone ? [when(at, zone, 'day'), when(erased_from, zone, 'day')] : ['', '']
          return (
            <Text key={at} size="sm" c="dimmed">
              <Trans>
                Announced on {told}, erased from {from}: {leads}
              </Trans>
            </Text>
          )
        })}
    </Stack>
  )
}

function InactiveLead({ one }: { one: Shapes['InactiveLead'] }) {
  const { t } = useLingui()
  const zone = useMe().data?.team.time_zone
  const [active, from] = zone ? [when(one.last_activity_at, zone, 'day'), when(one.erased_from, zone, 'day')] : ['', '']
  return (
    <Group justify="space-between" gap={4}>
      <Anchor
        size="sm"
        renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId: one.lead.lead_id }} {...props} />}
      >
        {fullName(one.lead.contact) || t`Without a name`}
      </Anchor>
      <Text size="sm" c="dimmed">
        <Trans>
          Last activity {active}, erased from {from} at the earliest
        </Trans>
      </Text>
    </Group>
  )
}
