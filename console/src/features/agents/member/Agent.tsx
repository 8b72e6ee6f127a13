import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Group, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useMe } from '@/api/context'
import { NewerAlert } from '@/ui/feedback/NewerRelease'
import { Loaded } from '@/ui/layout/Loaded'
import { AddressPaused } from '@/ui/members/AddressPaused'
import { fullName } from '@/ui/words/names'
import { Page, Section } from '@/ui/layout/Page'
import { Receiving, RoleAndStatus, RoutesOf } from '../MemberFacts'
import { InviteAgain } from './InviteAgain'
import { Limits } from './Limits'
import { PauseAgent } from '../pauses/PauseAgent'
import { Pauses } from '../pauses/Pauses'
import { TeamAbsences } from '../pauses/TeamAbsences'
import { Profile } from './Profile'
import { ProfileRead } from './ProfileRead'
import { Remove } from './Remove'
import { ResetSecondFactor } from './ResetSecondFactor'
import { SignOut } from './SignOut'
import { type Member, useAgent } from '../useAgents'

/** One member: what the team knows of them and asks of them. The Rainmaker changes it, Managers pause. */
export function Agent() {
  const { agentId = '' } = useParams({ strict: false })
  const agent = useAgent(agentId)
  return <Loaded query={agent}>{(member) => <Known member={member} />}</Loaded>
}

function Known({ member }: { member: Member }) {
  const { t } = useLingui()
  const me = useMe()
  const here = member.status !== 'removed'
  return (
    <Page
      title={fullName(member)}
      narrow
      about={
        <Group gap="sm">
          <RoleAndStatus member={member} />
          <Text span>{member.email}</Text>
        </Group>
      }
      actions={
        <Anchor renderRoot={(props) => <Link to="/agents" {...props} />}>
          <Trans>All agents</Trans>
        </Anchor>
      }
    >
      {here && <AddressPaused agentId={member.agent_id} />}
      {member.newer_fields && (
        <NewerAlert>
          {member.may.length === 0 ? (
            <Trans>This member gets no leads, cannot sign in and cannot be changed until that release is back.</Trans>
          ) : (
            <Trans>Some of what is shown here cannot be changed until that release is back.</Trans>
          )}
        </NewerAlert>
      )}
      {here && !member.newer_fields?.includes('status') && (
        <Section title={t`Receives leads`} actions={<PauseAgent member={member} />}>
          <Receiving member={member} />
          <Pauses member={member} />
        </Section>
      )}
      {here && me.data && <TeamAbsences member={member} zone={member.time_zone ?? me.data.team.time_zone} />}
      <Limits member={member} />
      {member.may.includes('edit') && me.data ? (
        <Profile member={member} zone={member.time_zone ?? me.data.team.time_zone} />
      ) : (
        me.data && <ProfileRead member={member} zone={member.time_zone ?? me.data.team.time_zone} />
      )}
      <Section title={t`Routes`}>
        <RoutesOf member={member} />
      </Section>
      {member.may.includes('reset_second_factor') && <ResetSecondFactor member={member} />}
      {member.may.includes('invite_again') && <InviteAgain member={member} />}
      {member.may.includes('sign_out') && <SignOut member={member} />}
      {member.may.includes('remove') && <Remove member={member} />}
    </Page>
  )
}
