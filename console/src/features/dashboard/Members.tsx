import { useLingui } from '@lingui/react/macro'
import { Anchor, Box, Paper, SimpleGrid, Stack, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useConsole } from '@/api/context'
import { lasting } from '@/lib/duration'
import { useNow } from '@/lib/useNow'
import { ago } from '@/lib/locale'
import { Section } from '@/ui/layout/Page'
import { Named } from '@/ui/members/Avatar'
import { Available } from './Available'
import type { Standing } from './useDashboard'

const STEP = 10_000
const NONE = '—'
const QUARTER = 15 * 60_000

/** The members, those first whose person waits longest: a table on a desk, cards on a phone. */
export function Members({ members }: { members: Standing[] }) {
  const { t } = useLingui()
  const { clock } = useConsole()
  const now = useNow(() => clock.now(), STEP)
  const columns = useColumns(now)
  return (
    <Section title={t`Members`}>
      <SimpleGrid hiddenFrom="md" cols={{ base: 1, sm: 2 }} spacing="sm">
        {members.map((one) => (
          <Card key={one.agent_id} one={one} columns={columns} now={now} />
        ))}
      </SimpleGrid>
      <Box visibleFrom="md">
        <Table.ScrollContainer minWidth={860} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table verticalSpacing="xs" horizontalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t`Member`}</Table.Th>
                {columns.map((column) => (
                  <Table.Th key={column.label} scope="col" ta="right">
                    {column.label}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {members.map((one) => (
                <Table.Tr key={one.agent_id}>
                  <Table.Th scope="row" fw={400} miw={220} maw={260}>
                    <Who one={one} now={now} />
                  </Table.Th>
                  {columns.map((column) => (
                    <Table.Td key={column.label} ta="right" className="tabular" style={{ whiteSpace: 'nowrap' }}>
                      {column.of(one)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Box>
    </Section>
  )
}

interface Column {
  label: string
  of: (one: Standing) => string | number
}

function useColumns(now: number): Column[] {
  const { t } = useLingui()
  return [
    { label: t`Unanswered`, of: (one) => (one.oldest_unanswered ? lasting(one.oldest_unanswered, now) : NONE) },
    { label: t`Offers open`, of: (one) => one.open_offers },
    { label: t`Leads open`, of: (one) => one.open_leads },
    { label: t`Claimed today`, of: (one) => one.today.claimed },
    { label: t`Missed today`, of: (one) => one.today.missed },
    { label: t`Calls today`, of: (one) => one.today.calls },
    { label: t`Messages today`, of: (one) => one.today.messages },
    { label: t`Appointments today`, of: (one) => one.today.appointments },
  ]
}

/** How long ago a visit was, as exactly as visits are known; null within the last quarter of an hour. */
function visited(instant: string, now: number): string | null {
  const quarters = Math.floor((now - new Date(instant).getTime()) / QUARTER)
  return quarters < 1 ? null : ago(new Date(now - quarters * QUARTER).toISOString(), now)
}

function Who({ one, now }: { one: Standing; now: number }) {
  const { t } = useLingui()
  const seen = one.last_seen_at && visited(one.last_seen_at, now)
  return (
    <Stack gap={2} align="start">
      <Named id={one.agent_id} name={one.name}>
        <Anchor
          fw={600}
          renderRoot={(props) => <Link to="/agents/$agentId" params={{ agentId: one.agent_id }} {...props} />}
        >
          {one.name}
        </Anchor>
      </Named>
      <Available receiving={one.receiving} />
      <Text size="xs" c="dimmed">
        {seen === null ? t`Last visit: a few minutes ago` : seen ? t`Last visit: ${seen}` : t`Not signed in yet`}
      </Text>
    </Stack>
  )
}

function Card({ one, columns, now }: { one: Standing; columns: Column[]; now: number }) {
  return (
    <Paper withBorder p="sm">
      <Who one={one} now={now} />
      <SimpleGrid component="dl" cols={3} m={0} mt="xs" spacing="xs" verticalSpacing={6}>
        {columns.map((column) => (
          <Stack key={column.label} gap={0}>
            <Text component="dt" size="xs" c="dimmed" lh={1.3}>
              {column.label}
            </Text>
            <Text component="dd" m={0} size="sm" fw={600} className="tabular">
              {column.of(one)}
            </Text>
          </Stack>
        ))}
      </SimpleGrid>
    </Paper>
  )
}
