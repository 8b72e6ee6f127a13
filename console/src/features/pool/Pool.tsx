import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Card, Group, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { ago } from '@/lib/locale'
import { useNow } from '@/lib/live'
import { Empty } from '@/ui/Empty'
import { Failed, useRefusal } from '@/ui/Failed'
import { LeadFacts } from '@/ui/LeadFacts'
import { fullName } from '@/ui/names'

/** The leads that nobody has, oldest first: anybody may claim them. */
export function Pool() {
  const { t } = useLingui()
  const { api } = useConsole()
  const pool = useInfiniteQuery({
    queryKey: ['pool'],
    queryFn: ({ pageParam }) =>
      body(api.GET('/pool', { params: { query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 15_000,
  })
  if (pool.isError) return <Failed error={pool.error} again={() => void pool.refetch()} />
  const items = pool.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Stack>
      <Title order={1} size="h2">
        <Trans>Pool</Trans>
      </Title>
      {pool.isPending ? (
        <Skeleton h={240} aria-busy aria-label={t`Loading`} />
      ) : items.length === 0 ? (
        <Empty title={t`The pool is empty`}>
          <Trans>Leads that no route takes, or that nobody claims, wait here.</Trans>
        </Empty>
      ) : (
        <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
          {items.map((lead) => (
            <Pooled key={lead.lead_id} lead={lead} />
          ))}
        </SimpleGrid>
      )}
      {pool.hasNextPage && (
        <Button variant="default" onClick={() => void pool.fetchNextPage()} loading={pool.isFetchingNextPage}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Stack>
  )
}

function Pooled({ lead }: { lead: Shapes['Lead'] }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const now = useNow(Date.now, 60_000)
  const claim = useMutation({
    mutationFn: () => body(api.POST('/leads/{lead_id}/claim', { params: { path: { lead_id: lead.lead_id } } })),
    onSuccess: () => notifications.show({ color: 'green', message: t`The lead is yours.` }),
    onError: refusal,
    onSettled: () => queries.invalidateQueries(),
  })
  const age = ago(lead.since, now)
  return (
    <Card withBorder padding="lg">
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Title order={2} size="h4">
            {fullName(lead.contact) || t`Without a name`}
          </Title>
          <Text size="sm" c="dimmed" component="time" dateTime={lead.since}>
            {age}
          </Text>
        </Group>
        <Text size="sm" c="dimmed">
          {lead.source_title}
        </Text>
        <LeadFacts attributes={lead.attributes} />
        <Button onClick={() => claim.mutate()} loading={claim.isPending}>
          <Trans>Claim</Trans>
        </Button>
      </Stack>
    </Card>
  )
}
