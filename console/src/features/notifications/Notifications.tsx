import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Kbd, Paper, Stack, Tabs, Text } from '@mantine/core'
import { useState } from 'react'
import type { NotificationTab } from '@/api/queries/notifications'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { useErrorToast } from '@/ui/feedback/useErrorToast'
import { Loaded } from '@/ui/layout/Loaded'
import { LoadMore } from '@/ui/lists/LoadMore'
import { Page } from '@/ui/layout/Page'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { NotificationList } from './NotificationList'
import { useNotificationText } from './useNotificationText'
import { type Move, useArchiveAll, useMove, useNotificationList, useUnread } from './useNotifications'

/** My notifications: new, snoozed, archived, or all. */
export function Notifications() {
  const { t } = useLingui()
  const [tab, setTab] = useState<NotificationTab>('new')
  return (
    <Page title={t`Notifications`} narrow actions={<ArchiveAll />}>
      <Tabs value={tab} onChange={(chosen) => setTab(chosen as NotificationTab)}>
        <Tabs.List>
          <Tabs.Tab value="new">
            <Trans>New ones</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="snoozed">
            <Trans>Snoozed</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="archived">
            <Trans>Archived</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="all">
            <Trans>All</Trans>
          </Tabs.Tab>
        </Tabs.List>
        {(['new', 'snoozed', 'archived', 'all'] as const).map((one) => (
          <Tabs.Panel key={one} value={one} pt="md">
            {one === tab && <TabContent tab={tab} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}

function ArchiveAll() {
  const { t } = useLingui()
  const unread = useUnread()
  const all = useArchiveAll(useErrorToast())
  const confirm = useConfirm()
  const ask = () =>
    confirm({
      title: t`Archive all notifications?`,
      about: t`You find them under “Archived”.`,
      verb: t`Archive all`,
      onYes: () => all.mutate(),
    })
  return (
    <Button variant="default" onClick={ask} loading={all.isPending} disabled={unread === 0}>
      <Trans>Archive all</Trans>
    </Button>
  )
}

/** The notifications of a tab; what was moved last can be undone. */
function TabContent({ tab }: { tab: NotificationTab }) {
  const { t } = useLingui()
  const notifications = useNotificationList(tab)
  const change = useMove(tab, useErrorToast())
  const [last, setLast] = useState<Move | null>(null)
  function move(to: Move) {
    change.mutate(to)
    setLast(to)
  }
  function undo() {
    if (!last) return
    change.mutate({ items: last.items, to: last.to === 'new' ? 'archived' : 'new' })
    setLast(null)
  }
  return (
    <Stack gap="sm">
      <Undo last={last} onUndo={undo} />
      <Loaded query={notifications} height={320}>
        {(items) =>
          items.length === 0 && !notifications.hasNextPage ? (
            <Empty
              title={t`Nothing here`}
              action={
                <GoTo to="/me">
                  <Trans>Choose what you are notified of</Trans>
                </GoTo>
              }
            >
              {tab === 'new' && <Trans>Your notifications appear here.</Trans>}
            </Empty>
          ) : (
            <NotificationList notifications={items} grouped={tab === 'new'} onMove={move} onUndo={undo} />
          )
        }
      </Loaded>
      <LoadMore of={notifications} />
      <Text size="xs" c="dimmed" visibleFrom="sm">
        <Trans>
          Keys: <Kbd size="xs">j</Kbd> and <Kbd size="xs">k</Kbd> move, <Kbd size="xs">↵</Kbd> opens,{' '}
          <Kbd size="xs">x</Kbd> shows all of a lead, <Kbd size="xs">e</Kbd> archives, <Kbd size="xs">s</Kbd> snoozes,{' '}
          <Kbd size="xs">u</Kbd> makes new again, <Kbd size="xs">z</Kbd> undoes
        </Trans>
      </Text>
    </Stack>
  )
}

function Undo({ last, onUndo }: { last: Move | null; onUndo: () => void }) {
  const say = useNotificationText()
  const first = last?.items[0]
  const what = first && say(first)
  return (
    <div role="status">
      {last && (
        <Paper withBorder px="md" py="xs">
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" truncate>
              {last.to === 'new' ? (
                <Trans>Brought back: {what}</Trans>
              ) : last.to === 'archived' ? (
                <Trans>Archived: {what}</Trans>
              ) : (
                <Trans>Snoozed: {what}</Trans>
              )}
            </Text>
            <Button variant="subtle" size="compact-sm" flex="none" onClick={onUndo}>
              <Trans>Undo</Trans>
            </Button>
          </Group>
        </Paper>
      )}
    </div>
  )
}
