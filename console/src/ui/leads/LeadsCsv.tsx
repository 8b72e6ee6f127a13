import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { save } from '@/lib/save'
import { useErrorToast } from '@/ui/feedback/useErrorToast'
import { DownloadCsv } from '@/ui/lists/CsvButton'

const MOST = 500

/** Downloads leads that are shown, or chosen, as CSV: the first 500 of them. The audit records which. */
export function LeadsCsv({ ids }: { ids: string[] }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const file = useMutation({
    mutationFn: () =>
      body(
        api.POST('/leads/export', { body: { ids: ids.slice(0, MOST) }, parseAs: 'blob' }) as Promise<{ data?: Blob }>,
      ),
    onSuccess: (blob) => save(blob, `${t`leads`}.csv`),
    onError: useErrorToast(),
  })
  return ids.length > 0 && <DownloadCsv loading={file.isPending} onClick={() => file.mutate()} />
}
