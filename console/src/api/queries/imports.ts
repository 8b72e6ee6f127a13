import { queryOptions } from '@tanstack/react-query'
import { type Api, body, type Shapes } from '../client'
import { KEYS } from './keys'
import { pagedQuery } from './paged'

type Import = Shapes['Import']

const POLL_MILLISECONDS = 1_000
const ERRORS_PAGE_SIZE = 50
const isRunning = (one: Import | undefined) => one?.status === 'checking' || one?.status === 'running'

/** An import, read again and again for as long as it is under way. */
export const importQuery = (api: Api, importId: string) =>
  queryOptions({
    queryKey: [...KEYS.imports, importId],
    queryFn: () => body(api.GET('/imports/{import_id}', { params: { path: { import_id: importId } } })),
    refetchInterval: ({ state }) => (isRunning(state.data) ? POLL_MILLISECONDS : false),
    staleTime: 0,
  })

/** The rows of an import that make no lead; read anew with each of its starts, and when more have failed. */
export const rowErrorsQuery = (api: Api, { import_id, dry_run, failed }: Import) =>
  pagedQuery<Shapes['ImportRowError']>([...KEYS.imports, import_id, 'errors', dry_run, failed], (page) => {
    const params = { path: { import_id }, query: { ...page, limit: ERRORS_PAGE_SIZE } }
    return body(api.GET('/imports/{import_id}/errors', { params }))
  })
