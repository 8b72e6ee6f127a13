import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, NumberInput, Progress, SimpleGrid, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { Section } from '@/ui/Page'
import { useAct } from '@/ui/useAct'
import { asked, idle, LIMIT_WORDS, LIMITS, typed } from './limitsTyped'
import { type Member, useStandings } from './useAgents'

/** How many leads a member takes at the most, and how many they have open. */
export function Limits({ member, mayEdit }: { member: Member; mayEdit: boolean }) {
  const { t } = useLingui()
  const known = typed(member.limits)
  return (
    <Section title={t`Limits`}>
      <OpenUsed member={member} />
      {mayEdit ? <LimitsForm key={JSON.stringify(known)} member={member} /> : <LimitsRead member={member} />}
    </Section>
  )
}

function LimitsForm({ member }: { member: Member }) {
  const { t, i18n } = useLingui()
  const { api } = useConsole()
  const [form, setForm] = useState(() => typed(member.limits))
  const unreachable = idle(form)
  const save = useAct(
    () => {
      const params = { path: { agent_id: member.agent_id }, header: { 'If-Match': `"${member.version}"` } }
      return body(api.PUT('/agents/{agent_id}/limits', { params, body: asked(form) }))
    },
    { said: t`Limits saved.` },
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Stack component="form" onSubmit={submit}>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {LIMITS.map((name) => (
          <NumberInput
            key={name}
            label={i18n._(LIMIT_WORDS[name])}
            placeholder={t`No limit`}
            min={0}
            max={100_000}
            allowDecimal={false}
            value={form[name]}
            onChange={(value) => setForm({ ...form, [name]: value === '' ? '' : Number(value) })}
          />
        ))}
      </SimpleGrid>
      {unreachable && (
        <Alert color="yellow" variant="light">
          <Trans>A longer period allows less: one of these limits can never be reached.</Trans>
        </Alert>
      )}
      <Text size="sm" c="dimmed">
        <Trans>
          Leads that come through routing count, with the offers that are open. Leads from the pool and those assigned by
          hand count only as open ones. Lowering a limit withdraws no offer.
        </Trans>
      </Text>
      <Group justify="end">
        <Button type="submit" loading={save.isPending}>
          <Trans>Save limits</Trans>
        </Button>
      </Group>
    </Stack>
  )
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
      <Progress value={most === 0 ? 100 : Math.min(100, (used / most) * 100)} aria-label={t`How much of the limit of open leads is used`} />
    </Stack>
  )
}
