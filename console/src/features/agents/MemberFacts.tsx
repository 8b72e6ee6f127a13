import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Group, List, Text } from '@mantine/core'
import { IconMailOff } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { NewerBadge } from '@/ui/feedback/NewerRelease'
import { Named } from '@/ui/members/Avatar'
import { useAddressPause } from '@/ui/members/useAddressPauses'
import { fullName } from '@/ui/words/names'
import { ROLES } from '@/ui/words/states'
import { HINDRANCES } from '@/ui/words/obstacles'
import { type Member, useRoutesOf, useStandings } from './useAgents'

/** A member's name, the way to their page. */
export function MemberName({ member }: { member: Member }) {
  const name = fullName(member)
  return (
    <Named id={member.agent_id} name={name}>
      <Anchor
        fw={600}
        renderRoot={(props) => (
          <Link data-row-link to="/agents/$agentId" params={{ agentId: member.agent_id }} {...props} />
        )}
      >
        {name}
      </Anchor>
    </Named>
  )
}

/** What a member is in the team; whether they have not come yet, are being removed, or get no mails. */
export function RoleAndStatus({ member }: { member: Member }) {
  const { i18n } = useLingui()
  const { pause } = useAddressPause(member.agent_id)
  return (
    <Group gap={4}>
      {member.newer_fields?.includes('role') ? (
        <NewerBadge />
      ) : (
        <Badge variant="default" tt="none">
          {i18n._(ROLES[member.role])}
        </Badge>
      )}
      {member.status === 'invited' && !member.newer_fields?.includes('status') && (
        <Badge variant="light" tt="none">
          <Trans>Invited</Trans>
        </Badge>
      )}
      {member.status === 'removed' && (
        <Badge variant="light" color="gray" tt="none">
          <Trans>Removed</Trans>
        </Badge>
      )}
      {pause && (
        <Badge variant="default" tt="none" leftSection={<IconMailOff size={12} aria-hidden />}>
          <Trans>No mails</Trans>
        </Badge>
      )}
    </Group>
  )
}

/** Whether a member receives leads now, and if not, why. */
export function Receiving({ member }: { member: Member }) {
  const { i18n } = useLingui()
  const standing = useStandings().get(member.agent_id)
  if (!standing) return null
  if (standing.receiving.now) {
    return (
      <Text size="sm">
        <Trans>Available</Trans>
      </Text>
    )
  }
  return <Text size="sm">{standing.receiving.reasons.map((reason) => i18n._(HINDRANCES[reason])).join(' · ')}</Text>
}

/** The routes that a member is on. */
export function RoutesOf({ member }: { member: Member }) {
  const routes = useRoutesOf()(member.agent_id)
  if (routes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>On none</Trans>
      </Text>
    )
  }
  return (
    <List size="sm" listStyleType="none">
      {routes.map((route) => (
        <List.Item key={route.route_id}>
          <Anchor
            size="sm"
            display="inline-block"
            py={2}
            renderRoot={(props) => <Link to="/routes/$routeId" params={{ routeId: route.route_id }} {...props} />}
          >
            {route.title}
          </Anchor>
          {route.status === 'paused' && (
            <Text span size="sm" c="dimmed">
              {' '}
              <Trans>(paused)</Trans>
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  )
}
