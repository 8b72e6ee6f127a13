import { Trans } from '@lingui/react/macro'
import { Paper, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { MemberName, Receiving, RoleAndStatus, RoutesOf } from '../MemberFacts'
import { HoursShort, LimitsShort, PausesShort } from './summaries'
import { PauseOrResume } from '../pauses/PauseAgent'
import type { Member } from '../useAgents'

/** The roster on a desk. */
export function RosterTable({ members }: { members: Member[] }) {
  return (
    <Paper withBorder>
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <Trans>Member</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>Receives leads</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>Hours</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>Limits</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>Routes</Trans>
            </Table.Th>
            <Table.Th>
              <VisuallyHidden>
                <Trans>Pause</Trans>
              </VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((member) => (
            <Row key={member.agent_id} member={member} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}

function Row({ member }: { member: Member }) {
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>
        <Stack gap={4} align="start">
          <MemberName member={member} />
          <Text size="xs" c="dimmed">
            {member.email}
          </Text>
          <RoleAndStatus member={member} />
        </Stack>
      </Table.Td>
      <Table.Td maw={260}>
        <Receiving member={member} />
        <PausesShort member={member} />
      </Table.Td>
      <Table.Td>
        <HoursShort member={member} />
      </Table.Td>
      <Table.Td>
        <LimitsShort member={member} />
      </Table.Td>
      <Table.Td maw={200}>
        <RoutesOf member={member} />
      </Table.Td>
      <Table.Td ta="right">
        <PauseOrResume member={member} />
      </Table.Td>
    </Table.Tr>
  )
}
