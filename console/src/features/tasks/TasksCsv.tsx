import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useConsole } from '@/api/context'
import { type TaskState, tasksQuery } from '@/api/queries/tasks'
import { CsvButton } from '@/ui/lists/CsvButton'
import { useActorName } from '@/ui/words/useActorName'

/**
 * Downloads all tasks of the list that is shown, read to its end first.
 *
 * Their leads stand in it as ids: whom a lead is of leaves Relevo only by its own file, which the audit records.
 */
export function TasksCsv({ state, owner }: { state: TaskState; owner: string | undefined }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const nameOf = useActorName()
  const tasks = useInfiniteQuery(tasksQuery(api, state, owner))
  const rows = async () => {
    let read: Pick<typeof tasks, 'data' | 'hasNextPage' | 'isFetchNextPageError' | 'error' | 'fetchNextPage'> = tasks
    while (read.hasNextPage) {
      read = await read.fetchNextPage()
      if (read.isFetchNextPageError) throw read.error
    }
    const found = (read.data ?? []).map((one) => [one.body, one.due_at, one.done_at, nameOf(one.by), one.lead_id])
    return [[t`Task`, t`Due at`, t`Done at`, t`By`, t`Lead`], ...found]
  }
  return <CsvButton name={t`tasks`} rows={rows} />
}
