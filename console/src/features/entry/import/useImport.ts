import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { body, Refused, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { importQuery, rowErrorsQuery } from '@/api/queries/imports'
import { useIdempotencyKey } from '../useIdempotencyKey'

export type Import = Shapes['Import']
export type RowError = Shapes['ImportRowError']

export const isUnderWay = ({ status }: Import) => status === 'checking' || status === 'running'

export function useImport(importId: string) {
  const { api } = useConsole()
  return useQuery(importQuery(api, importId))
}

export function useRowErrors(one: Import) {
  const { api } = useConsole()
  return useInfiniteQuery(rowErrorsQuery(api, one))
}

/** Makes an import of a file, and starts it: dry, or in earnest. */
export function useImporting() {
  const { api } = useConsole()
  const queries = useQueryClient()
  const keyOf = useIdempotencyKey()

  async function start(id: string, mapping: Shapes['ColumnMapping'] | null, dry: boolean): Promise<Import> {
    const started = await body(
      api.POST('/imports/{import_id}/start', { params: { path: { import_id: id } }, body: { dry_run: dry, mapping } }),
    )
    queries.setQueryData(importQuery(api, id).queryKey, started)
    return started
  }

  async function make(file: File, destination: Shapes['ImportBody']): Promise<string> {
    const sent = { ...destination, file: [file.name, file.size, file.lastModified] }
    const made = await body(
      api.POST('/imports', {
        params: { header: { 'Idempotency-Key': keyOf(sent) } },
        body: { ...destination, bytes: file.size },
      }),
    )
    if (made.upload) await put(file, made.upload)
    return made.import_id
  }

  return { make, start }
}

/** Bring the file where it was asked for. The address is the permission: no token goes with it. */
async function put(file: File, { url, method, headers }: Shapes['ImportUpload']): Promise<void> {
  const answer = await fetch(url, { method, headers, body: file }).catch(() => null)
  if (!answer) throw new Refused('unreached', 0)
  if (!answer.ok) throw new Refused(answer.status >= 500 ? 'gateway' : 'upload_missing', answer.status)
}
