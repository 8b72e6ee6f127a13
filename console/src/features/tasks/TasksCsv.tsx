import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useConsole } from '@/api/context'
import { type TaskFilters, tasksQuery } from '@/api/queries/tasks'
import { CsvButton } from '@/ui/lists/CsvButton'
import { useActorName } from '@/ui/words/useActorName'

/**
 * Downloads all tasks of the list that is shown, read to its end first.
 *
 * Their leads stand in it as ids: whom a lead is of leaves Relevo only by its own file, which the audit records.
 */
export function TasksCsv({ filters }: { filters: TaskFilters }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const nameOf = useActorName()
  const tasks = useInfiniteQuery(tasksQuery(api, filters))
  const rows = async () => {
    let read: Pick<typeof tasks, 'data' | 'hasNextPage' | 'isFetchNextPageError' | 'error' | 'fetchNextPage'> = tasks
    while (read.hasNextPage) {
      read = await read.fetchNextPage()
      if (read.isFetchNextPageError) throw read.error
    }
    const found = (read.data ?? []).map((one) => [
      one.text,
      nameOf(one.assignee),
      one.due_at,
      one.done_at,
      nameOf(one.by),
      one.lead_id,
    ])
    return [[t`Task`, t`For whom`, t`Due at`, t`Done at`, t`By`, t`Lead`], ...found]
  }
  return <CsvButton name={t`tasks`} rows={rows} />
}
