import { Trans, useLingui } from '@lingui/react/macro'
import { Progress, SimpleGrid, Stack, Text } from '@mantine/core'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { LimitsForm } from '@/ui/forms/LimitsForm'
import { Section } from '@/ui/layout/Page'
import { LIMIT_WORDS, LIMITS } from '../limitLabels'
import { type Member, useStandings } from '../useAgents'

/** How many leads a member takes at the most, and how many they have open. */
export function Limits({ member }: { member: Member }) {
  const { t } = useLingui()
  return (
    <Section title={t`Limits`}>
      <OpenUsed member={member} />
      {member.may.includes('set_limits') ? (
        <LimitsEdit key={JSON.stringify(member.limits)} member={member} />
      ) : (
        <LimitsRead member={member} />
      )}
    </Section>
  )
}

function LimitsEdit({ member }: { member: Member }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const save = (limits: Shapes['Limits']) => {
    const params = { path: { agent_id: member.agent_id }, header: { 'If-Match': `"${member.version}"` } }
    return body(api.PUT('/agents/{agent_id}/limits', { params, body: limits }))
  }
  return <LimitsForm limits={member.limits} send={save} success={t`Limits saved.`} />
}

function LimitsRead({ member }: { member: Member }) {
  const { t, i18n } = useLingui()
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }}>
      {LIMITS.map((name) => (
        <Stack key={name} gap={0}>
          <Text size="sm" c="dimmed">
            {i18n._(LIMIT_WORDS[name])}
          </Text>
          <Text fw={600}>{member.limits[name] ?? t`No limit`}</Text>
        </Stack>
      ))}
    </SimpleGrid>
  )
}

function OpenUsed({ member }: { member: Member }) {
  const { t } = useLingui()
  const standing = useStandings().get(member.agent_id)
  const most = member.limits.open
  if (!standing || most === null || most === undefined) return null
  const used = standing.open_leads
  return (
    <Stack gap={4}>
      <Text size="sm">
        <Trans>
          {used} of {most} open leads
        </Trans>
      </Text>
      <Progress
        value={most === 0 ? 100 : Math.min(100, (used / most) * 100)}
        aria-label={t`How much of the limit of open leads is used`}
      />
    </Stack>
  )
}
