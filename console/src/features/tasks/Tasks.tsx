import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Select, Stack, Tabs } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type Me, supervises, useConsole, useMe } from '@/api/context'
import { type TaskDue, type TaskFilters, type TaskState, tasksQuery } from '@/api/queries/tasks'
import { useSearchParams } from '@/lib/useSearchParams'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { Loaded } from '@/ui/layout/Loaded'
import { LoadMore } from '@/ui/lists/LoadMore'
import { Page } from '@/ui/layout/Page'
import { TaskRow } from '@/ui/tasks/TaskRow'
import { useDirectory } from '@/ui/words/useDirectory'
import { NewTask } from './NewTask'
import { TasksCsv } from './TasksCsv'

const STATES: TaskState[] = ['open', 'overdue', 'done', 'cancelled']
const DUE: TaskDue[] = ['today', 'tomorrow', 'week', 'later']
/** In the address, for everybody's tasks; one's own are shown without it. */
const TEAM = 'team'

/** `assignee` is a member's id, or `team`; links of release 0.1 say `owner`. */
type Search = Partial<Record<'state' | 'assignee' | 'owner' | 'due', string | undefined>>

/** Tasks: what is to be done, overdue first; what was done, and what was cancelled with its lead. */
export function Tasks() {
  const { t } = useLingui()
  const me = useMe()
  const team = supervises(me.data)
  const [search, change] = useSearchParams<Search>()
  const state = STATES.find((one) => one === search.state) ?? 'open'
  const due = DUE.find((one) => one === search.due)
  const asked = search.assignee ?? search.owner
  const whose = team && asked === TEAM ? undefined : (team && asked) || 'me'
  const filters: TaskFilters = { state, due, assignee: whose }
  const words: Record<string, string> = {
    open: t`Due`,
    overdue: t`Overdue`,
    done: t`Done`,
    cancelled: t({ context: 'tasks', message: 'Cancelled' }),
  }
  return (
    <Page
      title={t`Tasks`}
      narrow
      actions={
        <>
          {team && <TasksCsv filters={filters} />}
          <NewTask />
        </>
      }
    >
      <Group gap="xs" grow maw={520}>
        {team && (
          <Whose value={asked ?? 'me'} onChange={(now) => change({ assignee: now, owner: undefined })} me={me.data} />
        )}
        <When value={due} onChange={(now) => change({ due: now })} />
      </Group>
      <Tabs value={state} onChange={(now) => change({ state: now ?? undefined })} keepMounted={false}>
        <Tabs.List mb="md">
          {STATES.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {words[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {STATES.map((one) => (
          <Tabs.Panel key={one} value={one}>
            {me.data && <List filters={{ ...filters, state: one }} me={me.data} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}

interface WhoseProps {
  value: string
  onChange: (assignee: string | undefined) => void
  me: Me | undefined
}

/** Whose tasks are shown: one's own, the team's, or a member's. */
function Whose({ value, onChange, me }: WhoseProps) {
  const { t } = useLingui()
  const { data } = useDirectory()
  const others = data?.agents.filter((one) => one.status === 'active' && one.agent_id !== me?.agent_id) ?? []
  return (
    <Select
      aria-label={t`Whose tasks`}
      searchable
      allowDeselect={false}
      data={[
        { value: 'me', label: t`My tasks` },
        { value: TEAM, label: t`The team’s tasks` },
        ...others.map((one) => ({ value: one.agent_id, label: one.name })),
      ]}
      value={value}
      onChange={(now) => onChange(now && now !== 'me' ? now : undefined)}
    />
  )
}

function When({ value, onChange }: { value: TaskDue | undefined; onChange: (due: string | undefined) => void }) {
  const { t } = useLingui()
  const words: Record<TaskDue, string> = {
    today: t`Due today`,
    tomorrow: t`Due tomorrow`,
    week: t`Due within seven days`,
    later: t`Due later`,
  }
  return (
    <Select
      aria-label={t`When they are due`}
      placeholder={t`Due at any time`}
      clearable
      data={DUE.map((one) => ({ value: one, label: words[one] }))}
      value={value ?? null}
      onChange={(now) => onChange(now ?? undefined)}
    />
  )
}

function List({ filters, me }: { filters: TaskFilters; me: Me }) {
  const { api } = useConsole()
  const tasks = useInfiniteQuery(tasksQuery(api, filters))
  return (
    <Loaded query={tasks}>
      {(items) =>
        items.length === 0 && !tasks.hasNextPage ? (
          <Nothing state={filters.state} />
        ) : (
          <Stack gap="xs">
            {items.map((task) => (
              <TaskRow key={task.task_id} task={task} zone={me.team.time_zone} />
            ))}
            <LoadMore of={tasks} />
          </Stack>
        )
      }
    </Loaded>
  )
}

function Nothing({ state }: { state: TaskFilters['state'] }) {
  const { t } = useLingui()
  const titles: Record<TaskFilters['state'], string> = {
    open: t`Nothing to do`,
    overdue: t`Nothing is overdue`,
    done: t`Nothing is done yet`,
    cancelled: t`Nothing is cancelled`,
    all: t`Nothing to do`,
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
      <Trans>Tasks are set on a lead, alone or with a comment.</Trans>
    </Empty>
  )
}
