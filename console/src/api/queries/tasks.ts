import { type Api, body } from '../client'
import { KEYS } from './keys'
import { pagedQuery } from './paged'

export type TaskState = 'open' | 'overdue' | 'done'

/** The follow-up tasks of a member; of whoever is signed in where nobody is named. */
export const tasksQuery = (api: Api, state: TaskState, owner: string | undefined) =>
  pagedQuery([...KEYS.tasks, state, owner ?? 'me'], (page) =>
    body(api.GET('/tasks', { params: { query: { state, ...(owner ? { owner } : {}), ...page } } })),
  )
