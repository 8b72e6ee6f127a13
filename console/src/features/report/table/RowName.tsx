import { useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Member } from './useManageMember'
import type { Row } from '../useReport'

/** Whom or what a row is about; of an agent, whether the team has paused them. */
export function RowName({ row, member, children }: { row: Row; member: Member | undefined; children: ReactNode }) {
  const { t } = useLingui()
  const pauses = member?.pauses.filter(({ side }) => side === 'team') ?? []
  const everywhere = pauses.some(({ route_id }) => !route_id)
  return (
    <Group justify="space-between" wrap="nowrap" gap={4} align="start">
      <Stack gap={2} align="start" miw={0}>
        <Name row={row} />
        {row.status === 'removed' && <Mark>{t`Removed`}</Mark>}
        {row.status === 'invited' && <Mark>{t`Has not signed in yet`}</Mark>}
        {pauses.length > 0 && <Mark>{everywhere ? t`Paused by the team` : t`Paused on a route`}</Mark>}
      </Stack>
      {children}
    </Group>
  )
}

function Name({ row }: { row: Row }) {
  const { t } = useLingui()
  const { agent_id: agentId, route_id: routeId, name } = row
  if (!name) return <Text inherit>{t`Deleted route`}</Text>
  if (agentId && row.status !== 'removed') {
    return (
      <Anchor fw={600} renderRoot={(props) => <Link to="/agents/$agentId" params={{ agentId }} {...props} />}>
        {name}
      </Anchor>
    )
  }
  if (routeId) {
    return (
      <Anchor fw={600} renderRoot={(props) => <Link to="/routes/$routeId" params={{ routeId }} {...props} />}>
        {name}
      </Anchor>
    )
  }
  return <Text fw={600}>{name}</Text>
}

function Mark({ children }: { children: ReactNode }) {
  return (
    <Badge variant="default" tt="none" size="sm">
      {children}
    </Badge>
  )
}

/** The routes that an agent is on. */
export function OnRoutes({ routes }: { routes: NonNullable<Row['routes']> }) {
  const { t } = useLingui()
  const titles = routes.map(({ title, status }) => (status === 'paused' ? t`${title} (paused)` : title))
  return (
    <Text size="sm" w={260}>
      {titles.join(', ') || t`On no route`}
    </Text>
  )
}
