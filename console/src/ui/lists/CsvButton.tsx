import { useLingui } from '@lingui/react/macro'
import { ActionIcon } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconDownload } from '@/ui/icons'
import { useMe } from '@/api/context'
import { save } from '@/lib/save'
import { type CsvCell, tableCsv } from '@/lib/tableCsv'
import { useErrorToast } from '@/ui/feedback/useErrorToast'

interface Props {
  /** The file's name, without its ending. */
  name: string
  /** The headings, and a row for each thing in the table. */
  rows: () => CsvCell[][] | Promise<CsvCell[][]>
}

/** Downloads a table as CSV, once all of it is on this device; for whoever may export. */
export function CsvButton({ name, rows }: Props) {
  const file = useMutation({
    mutationFn: async () => new Blob([tableCsv(await rows())], { type: 'text/csv' }),
    onSuccess: (blob) => save(blob, `${name}.csv`),
    onError: useErrorToast(),
  })
  return <DownloadCsv loading={file.isPending} onClick={() => file.mutate()} />
}

/** The button of a CSV file; nothing for those who may not export. */
export function DownloadCsv({ onClick, loading = false }: { onClick: () => void; loading?: boolean }) {
  const { t } = useLingui()
  const { data: me } = useMe()
  if (!me?.may_export) return null
  return (
    <ActionIcon
      size={36}
      variant="default"
      aria-label={t`Download CSV`}
      title={t`Download CSV`}
      loading={loading}
      onClick={onClick}
    >
      <IconDownload size={18} aria-hidden />
    </ActionIcon>
  )
}
