import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Grid, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { body, type Shapes } from '@/api/client'
import { supervises, useConsole, useMe } from '@/api/context'
import { Failed, useRefusal } from '@/ui/Failed'
import { LeadFacts } from '@/ui/LeadFacts'
import { fullName } from '@/ui/names'
import { CloseMenu } from './CloseMenu'
import { ContactCard } from './ContactCard'
import { History } from './History'
import { Why } from './Why'

/** One lead: who it is, whose it is, what happened, and why. */
export function Lead() {
  const { leadId } = useParams({ from: '/leads/$leadId' })
  const { t } = useLingui()
  const { api } = useConsole()
  const me = useMe()
  const lead = useQuery({
    queryKey: ['lead', leadId],
    queryFn: () => body(api.GET('/leads/{lead_id}', { params: { path: { lead_id: leadId } } })),
  })
  if (lead.isError) return <Failed error={lead.error} again={() => void lead.refetch()} />
  if (lead.isPending) return <Skeleton h={400} aria-busy aria-label={t`Loading`} />
  const mine = lead.data.owner === me.data?.agent_id
  return (
    <Stack>
      <Heading lead={lead.data} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <ContactCard lead={lead.data} mayLog={mine || supervises(me.data)} />
            {(mine || supervises(me.data)) && <Verbs lead={lead.data} />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <Paper withBorder p="lg">
              <Title order={2} size="h4" mb="md">
                <Trans>Timeline</Trans>
              </Title>
              <History leadId={leadId} />
            </Paper>
            <Why leadId={leadId} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  )
}

function Heading({ lead }: { lead: Shapes['Lead'] }) {
  const { t } = useLingui()
  const states = {
    unrouted: t`Being routed`,
    offered: t`Offered`,
    owned: t`Owned`,
    pooled: t`Pooled`,
    closed: t`Closed`,
  }
  const stages = { new: t`New`, contacted: t`Contacted`, appointment: t`Appointment`, closed: t`Closed` }
  return (
    <Group justify="space-between" align="start">
      <Stack gap={4}>
        <Title order={1} size="h2">
          {fullName(lead.contact) || t`Without a name`}
        </Title>
        <Text c="dimmed">{lead.source_title}</Text>
        <LeadFacts attributes={lead.attributes} />
      </Stack>
      <Group gap="xs">
        <Badge size="lg" tt="none">
          {states[lead.state]}
        </Badge>
        {lead.state !== 'closed' && (
          <Badge size="lg" variant="default" tt="none">
            {stages[lead.stage]}
          </Badge>
        )}
        {lead.owner_name && (
          <Badge size="lg" variant="light" tt="none">
            {lead.owner_name}
          </Badge>
        )}
      </Group>
    </Group>
  )
}

function Verbs({ lead }: { lead: Shapes['Lead'] }) {
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const params = { path: { lead_id: lead.lead_id } }
  const reopen = useMutation({
    mutationFn: () => body(api.POST('/leads/{lead_id}/reopen', { params })),
    onError: refusal,
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <Paper withBorder p="lg">
      <Group>
        {lead.state === 'closed' ? (
          <Button variant="default" onClick={() => reopen.mutate()} loading={reopen.isPending}>
            <Trans>Reopen</Trans>
          </Button>
        ) : (
          <CloseMenu leadId={lead.lead_id} />
        )}
      </Group>
    </Paper>
  )
}
