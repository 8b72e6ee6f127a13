import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Box, Button, Card, Center, Group, Skeleton, Stack, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ago } from '@/lib/locale'
import { useNow } from '@/lib/live'
import { Failed } from '@/ui/Failed'
import { fullName } from '@/ui/names'
import type { useLeads } from './useLeads'

const MINUTE = 60_000

/** Leads as a table on a desk, as cards on a phone. */
export function LeadTable({ leads, empty }: { leads: ReturnType<typeof useLeads>; empty: React.ReactNode }) {
  const { t } = useLingui()
  const now = useNow(Date.now, MINUTE)
  const states = {
    unrouted: t`Being routed`,
    offered: t`Offered`,
    owned: t`Owned`,
    pooled: t`Pooled`,
    closed: t`Closed`,
  }
  if (leads.isError) return <Failed error={leads.error} again={() => void leads.refetch()} />
  if (leads.isPending) return <Skeleton h={320} aria-busy aria-label={t`Loading`} />
  const items = leads.data.pages.flatMap((page) => page.items)
  if (items.length === 0 && !leads.hasNextPage) return <>{empty}</>
  return (
    <Stack>
      <Stack hiddenFrom="sm" gap="xs">
        {items.map((lead) => (
          <Card
            key={lead.lead_id}
            withBorder
            padding="sm"
            renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId: lead.lead_id }} {...props} />}
          >
            <Group justify="space-between" wrap="nowrap">
              <Text fw={600} truncate>
                {fullName(lead.contact) || t`Without a name`}
              </Text>
              <Badge variant="light" tt="none" flex="none">
                {states[lead.state]}
              </Badge>
            </Group>
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm" c="dimmed" truncate>
                {[lead.source_title, lead.owner_name].filter(Boolean).join(' · ')}
              </Text>
              <Text size="sm" c="dimmed" flex="none">
                {ago(lead.last_activity_at, now)}
              </Text>
            </Group>
          </Card>
        ))}
      </Stack>
      <Box visibleFrom="sm">
        <Table verticalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                <Trans>Person</Trans>
              </Table.Th>
              <Table.Th>
                <Trans>Source</Trans>
              </Table.Th>
              <Table.Th>
                <Trans>State</Trans>
              </Table.Th>
              <Table.Th>
                <Trans>Owner</Trans>
              </Table.Th>
              <Table.Th>
                <Trans>Last activity</Trans>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((lead) => (
              <Table.Tr key={lead.lead_id}>
                <Table.Td>
                  <Anchor
                    renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId: lead.lead_id }} {...props} />}
                    fw={600}
                  >
                    {fullName(lead.contact) || t`Without a name`}
                  </Anchor>
                </Table.Td>
                <Table.Td>{lead.source_title}</Table.Td>
                <Table.Td>
                  <Badge variant="light" tt="none">
                    {states[lead.state]}
                  </Badge>
                </Table.Td>
                <Table.Td>{lead.owner_name}</Table.Td>
                <Table.Td>
                  <Text size="sm" component="time" dateTime={lead.last_activity_at}>
                    {ago(lead.last_activity_at, now)}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
      {leads.hasNextPage && (
        <Center>
          <Button variant="default" onClick={() => void leads.fetchNextPage()} loading={leads.isFetchingNextPage}>
            <Trans>Show more</Trans>
          </Button>
        </Center>
      )}
    </Stack>
  )
}
