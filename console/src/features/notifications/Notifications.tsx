import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Card, Center, Group, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { ago } from '@/lib/locale'
import { useNow } from '@/lib/live'
import { Empty } from '@/ui/Empty'
import { Failed, useRefusal } from '@/ui/Failed'
import { useTold } from './told'
import { type Notice, type Tab, useArchiveAll, useFile, useNotices } from './useNotices'

/** What I am told: new, archived, or all. */
export function Notifications() {
  const { t } = useLingui()
  const [tab, setTab] = useState<Tab>('new')
  const notices = useNotices(tab)
  const refusal = useRefusal()
  const all = useArchiveAll(refusal)
  const items = notices.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Stack maw={760}>
      <Group justify="space-between">
        <Title order={1} size="h2">
          <Trans>Notifications</Trans>
        </Title>
        <Button variant="default" onClick={() => all.mutate()} loading={all.isPending}>
          <Trans>Archive all</Trans>
        </Button>
      </Group>
      <Tabs value={tab} onChange={(chosen) => setTab(chosen as Tab)}>
        <Tabs.List>
          <Tabs.Tab value="new">
            <Trans>New ones</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="archived">
            <Trans>Archived</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="all">
            <Trans>All</Trans>
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          {notices.isError ? (
            <Failed error={notices.error} again={() => void notices.refetch()} />
          ) : notices.isPending ? (
            <Skeleton h={200} aria-busy aria-label={t`Loading`} />
          ) : items.length === 0 ? (
            <Empty title={t`Nothing here`}>{tab === 'new' && <Trans>What concerns you shows here by itself.</Trans>}</Empty>
          ) : (
            <Stack gap="xs">
              {items.map((notice) => (
                <Told key={notice.notification_id} notice={notice} />
              ))}
              {notices.hasNextPage && (
                <Center>
                  <Button variant="default" onClick={() => void notices.fetchNextPage()}>
                    <Trans>Show more</Trans>
                  </Button>
                </Center>
              )}
            </Stack>
          )}
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}

function Told({ notice }: { notice: Notice }) {
  const say = useTold()
  const refusal = useRefusal()
  const file = useFile(refusal)
  const now = useNow(Date.now, 60_000)
  const leadId = notice.lead_name ? notice.lead_ids.at(-1) : undefined
  const said = say(notice)

  function onKey(event: KeyboardEvent) {
    if (event.key === 'e') file.mutate(notice)
  }

  return (
    <Card withBorder padding="sm" onKeyDown={onKey}>
      <Group justify="space-between" wrap="nowrap">
        <Stack gap={0} miw={0}>
          {leadId ? (
            <Anchor renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId }} {...props} />} fw={600}>
              {said}
            </Anchor>
          ) : (
            <Text fw={600}>{said}</Text>
          )}
          <Text size="xs" c="dimmed" component="time" dateTime={notice.at}>
            {ago(notice.at, now)}
          </Text>
        </Stack>
        <Button variant="subtle" size="compact-sm" onClick={() => file.mutate(notice)} loading={file.isPending}>
          {notice.archived ? <Trans>Bring back</Trans> : <Trans>Archive</Trans>}
        </Button>
      </Group>
    </Card>
  )
}
