import { useMutation } from '@tanstack/react-query'
import { type Api, body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { save } from '@/lib/save'
import { useErrorToast } from '@/ui/feedback/useErrorToast'

type Asked = Pick<Shapes['ExportBody'], 'lead_ids' | 'identity_checked'>

/** Read all pages of an export, and save them as one file; `onDone` is told how many records it holds. */
export function useExport(onDone: (records: number) => void) {
  const { api } = useConsole()
  const errorToast = useErrorToast()
  return useMutation({
    mutationFn: (asked: Asked) => allPages(api, asked),
    onSuccess: (records) => {
      const text = JSON.stringify({ exported_at: new Date().toISOString(), records }, null, 2)
      save(new Blob([text], { type: 'application/json' }), `relevo-export-${records[0]?.lead_id ?? ''}.json`)
      onDone(records.length)
    },
    onError: errorToast,
  })
}

async function allPages(api: Api, asked: Asked): Promise<Shapes['ExportedRecord'][]> {
  const records: Shapes['ExportedRecord'][] = []
  let cursor: string | null | undefined
  do {
    const page = await body(
      api.POST('/contacts/export', { body: { ...asked, limit: 100, ...(cursor ? { cursor } : {}) } }),
    )
    records.push(...page.items)
    cursor = page.next
  } while (cursor)
  return records
}
