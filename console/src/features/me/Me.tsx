import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, Skeleton, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { body } from '@/api/client'
import { type Me as Profile, useConsole, useMe } from '@/api/context'
import { when } from '@/lib/locale'
import { Failed, useRefusal } from '@/ui/Failed'
import { Hours } from '@/ui/Hours'

/** What is mine to set: my name, my hours, my pauses. */
export function Me() {
  const me = useMe()
  if (me.isError) return <Failed error={me.error} again={() => void me.refetch()} />
  if (!me.data) return <Skeleton h={300} />
  return (
    <Stack maw={720}>
      <Title order={1} size="h2">
        <Trans>Me</Trans>
      </Title>
      <Name me={me.data} />
      <Paper withBorder p="lg">
        <Title order={2} size="h4" mb="sm">
          <Trans>Working hours</Trans>
        </Title>
        <Hours windows={me.data.hours} zone={me.data.team.time_zone} />
      </Paper>
      <Pauses me={me.data} />
    </Stack>
  )
}

function Name({ me }: { me: Profile }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const [phone, setPhone] = useState(me.phone ?? '')
  const save = useMutation({
    mutationFn: () => body(api.PATCH('/me', { body: { phone: phone || null } })),
    onSuccess: (after) => queries.setQueryData(['me'], after),
    onError: refusal,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Paper withBorder p="lg" component="form" onSubmit={submit}>
      <Stack>
        <Text fw={600}>
          {me.first_name} {me.last_name}
        </Text>
        <Text size="sm" c="dimmed">
          {me.email}
        </Text>
        <TextInput label={t`Phone`} type="tel" value={phone} onChange={(e) => setPhone(e.currentTarget.value)} />
        <Group justify="end">
          <Button type="submit" loading={save.isPending}>
            <Trans>Save</Trans>
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

function Pauses({ me }: { me: Profile }) {
  const zone = me.team.time_zone
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4" mb="sm">
        <Trans>Pauses</Trans>
      </Title>
      {me.pauses.length === 0 ? (
        <Text c="dimmed">
          <Trans>You have set no pause.</Trans>
        </Text>
      ) : (
        <Table>
          <Table.Tbody>
            {me.pauses.map((pause) => (
              <Table.Tr key={`${pause.at}${pause.route_id ?? ''}`}>
                <Table.Td>{when(pause.from ?? pause.at, zone)}</Table.Td>
                <Table.Td>{pause.until ? when(pause.until, zone) : <Trans>until you resume</Trans>}</Table.Td>
                <Table.Td>{pause.reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  )
}
