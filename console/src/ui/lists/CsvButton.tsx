import { useLingui } from '@lingui/react/macro'
import { ActionIcon } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMe } from '@/api/context'
import { save } from '@/lib/save'
import { type CsvCell, tableCsv } from '@/lib/tableCsv'

interface Props {
  /** The file's name, without its ending. */
  name: string
  /** The headings, and a row for each thing in the table. */
  rows: () => CsvCell[][]
}

/** Downloads a table that is whole on this device as CSV; for whoever may export. */
export function CsvButton({ name, rows }: Props) {
  return <DownloadCsv onClick={() => save(new Blob([tableCsv(rows())], { type: 'text/csv' }), `${name}.csv`)} />
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
