import { type Api, body } from '../client'
import { KEYS } from './keys'
import { pagedQuery } from './paged'

export type TaskState = 'open' | 'overdue' | 'done' | 'cancelled'
export type TaskDue = 'today' | 'tomorrow' | 'week' | 'later'

/** Which tasks are listed. Without an assignee or a lead a Manager reads the team's. */
export interface TaskFilters {
  state: TaskState | 'all'
  assignee?: string | undefined
  due?: TaskDue | undefined
  lead?: string | undefined
}

/** Tasks, the soonest due first; those that are done the latest first. */
export const tasksQuery = (api: Api, { state, assignee, due, lead }: TaskFilters) =>
  pagedQuery([...KEYS.tasks, state, assignee ?? 'team', due ?? 'any', lead ?? 'all'], (page) =>
    body(
      api.GET('/tasks', {
        params: {
          query: {
            state,
            ...(assignee ? { assignee } : {}),
            ...(due ? { due } : {}),
            ...(lead ? { lead } : {}),
            ...page,
          },
        },
      }),
    ),
  )
