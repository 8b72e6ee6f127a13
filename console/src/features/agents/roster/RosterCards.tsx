import { Trans } from '@lingui/react/macro'
import { Card, Group, Stack, Text } from '@mantine/core'
import { MemberName, Receiving, RoleAndStatus, RoutesOf } from '../MemberFacts'
import { HoursShort, LimitsShort, PausesShort } from './summaries'
import { PauseOrResume } from '../pauses/PauseAgent'
import type { Member } from '../useAgents'

/** The roster on a phone. */
export function RosterCards({ members }: { members: Member[] }) {
  return (
    <Stack gap="sm">
      {members.map((member) => (
        <Card key={member.agent_id} withBorder padding="md">
          <Stack gap="xs">
            <Group justify="space-between" wrap="nowrap" align="start">
              <Stack gap={2} miw={0}>
                <MemberName member={member} />
                <Text size="xs" c="dimmed" truncate>
                  {member.email}
                </Text>
              </Stack>
              <RoleAndStatus member={member} />
            </Group>
            <Receiving member={member} />
            <PausesShort member={member} />
            <Fact name={<Trans>Hours</Trans>}>
              <HoursShort member={member} />
            </Fact>
            <Fact name={<Trans>Limits</Trans>}>
              <LimitsShort member={member} />
            </Fact>
            <Fact name={<Trans>Routes</Trans>}>
              <RoutesOf member={member} />
            </Fact>
            <Group justify="end">
              <PauseOrResume member={member} />
            </Group>
          </Stack>
        </Card>
      ))}
    </Stack>
  )
}

function Fact({ name, children }: { name: React.ReactNode; children: React.ReactNode }) {
  return (
    <Group gap="sm" wrap="nowrap" align="start">
      <Text size="sm" c="dimmed" w={72} flex="none">
        {name}
      </Text>
      <div>{children}</div>
    </Group>
  )
}
