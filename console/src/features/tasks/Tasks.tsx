import { Trans, useLingui } from '@lingui/react/macro'
import { Select, Stack, Tabs } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type Me, supervises, useConsole, useMe } from '@/api/context'
import { type TaskState, tasksQuery } from '@/api/queries/tasks'
import { useSearchParams } from '@/lib/useSearchParams'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { Loaded } from '@/ui/layout/Loaded'
import { LoadMore } from '@/ui/lists/LoadMore'
import { Page } from '@/ui/layout/Page'
import { useDirectory } from '@/ui/words/useDirectory'
import { TaskRow } from './TaskRow'
import { TasksCsv } from './TasksCsv'

const STATES: TaskState[] = ['open', 'overdue', 'done']

/** The follow-up tasks: due, overdue and done. */
export function Tasks() {
  const { t } = useLingui()
  const me = useMe()
  const [{ state: asked, owner }, change] = useSearchParams<{
    state?: string | undefined
    owner?: string | undefined
  }>()
  const state = STATES.find((one) => one === asked) ?? 'open'
  return (
    <Page
      title={t`Tasks`}
      narrow
      actions={
        supervises(me.data) && (
          <>
            <Whose value={owner} onChange={(now) => change({ owner: now })} />
            <TasksCsv state={state} owner={owner} />
          </>
        )
      }
    >
      <Tabs value={state} onChange={(now) => change({ state: now ?? undefined })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="open">
            <Trans>Due</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="overdue">
            <Trans>Overdue</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="done">
            <Trans>Done</Trans>
          </Tabs.Tab>
        </Tabs.List>
        {STATES.map((one) => (
          <Tabs.Panel key={one} value={one}>
            {me.data && <List state={one} owner={owner} me={me.data} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}

/** Whose tasks are shown; one's own unless somebody else is chosen. */
function Whose({ value, onChange }: { value: string | undefined; onChange: (owner: string | undefined) => void }) {
  const { t } = useLingui()
  const me = useMe()
  const { data } = useDirectory()
  const others = data?.agents.filter((one) => one.status === 'active' && one.agent_id !== me.data?.agent_id) ?? []
  return (
    <Select
      aria-label={t`Whose tasks`}
      searchable
      allowDeselect={false}
      data={[{ value: 'me', label: t`My tasks` }, ...others.map((one) => ({ value: one.agent_id, label: one.name }))]}
      value={value ?? 'me'}
      onChange={(now) => onChange(now && now !== 'me' ? now : undefined)}
    />
  )
}

function List({ state, owner, me }: { state: TaskState; owner: string | undefined; me: Me }) {
  const { api } = useConsole()
  const tasks = useInfiniteQuery(tasksQuery(api, state, owner))
  return (
    <Loaded query={tasks}>
      {(items) =>
        items.length === 0 ? (
          <Nothing state={state} />
        ) : (
          <Stack gap="xs">
            {items.map((task) => (
              <TaskRow key={task.comment_id} task={task} zone={me.team.time_zone} />
            ))}
            <LoadMore of={tasks} />
          </Stack>
        )
      }
    </Loaded>
  )
}

function Nothing({ state }: { state: TaskState }) {
  const { t } = useLingui()
  const titles: Record<TaskState, string> = {
    open: t`Nothing to do`,
    overdue: t`Nothing is overdue`,
    done: t`Nothing is done yet`,
  }
  return (
    <Empty
      title={titles[state]}
      action={
        <GoTo to="/mine">
          <Trans>See your leads</Trans>
        </GoTo>
      }
    >
      <Trans>A follow-up task is set with a comment on a lead.</Trans>
    </Empty>
  )
}
