import { Trans, useLingui } from '@lingui/react/macro'
import { FileInput, Stack, Text } from '@mantine/core'
import { IconFileTypeCsv } from '@/ui/icons'
import { useState } from 'react'
import { readSheet, type Sheet, type Unusable } from './sheet'

/** Choose the file; its beginning is read right here. */
export function ChooseFile({ sheet, onChange }: { sheet: Sheet | null; onChange: (sheet: Sheet | null) => void }) {
  const { t } = useLingui()
  const [wrong, setWrong] = useState<Unusable | null>(null)
  const why: Record<Unusable, string> = {
    too_large: t`The file is larger than 20 MB. Split it.`,
    empty: t`There is no heading with rows below it in this file.`,
  }

  async function take(file: File | null) {
    const read = file ? await readSheet(file) : null
    setWrong(typeof read === 'string' ? read : null)
    onChange(typeof read === 'string' ? null : read)
  }

  return (
    <Stack gap="xs">
      <FileInput
        label={t`CSV file`}
        placeholder={t`Choose a file`}
        accept=".csv,text/csv,text/plain"
        leftSection={<IconFileTypeCsv size={18} aria-hidden />}
        clearable
        clearButtonProps={{ 'aria-label': t`Remove the file` }}
        value={sheet?.file ?? null}
        onChange={(file) => void take(file)}
        error={wrong && why[wrong]}
      />
      <Text size="sm" c="dimmed">
        <Trans>
          The first row names the columns. At most 10,000 rows; commas, semicolons or tabs between the cells.
        </Trans>
      </Text>
    </Stack>
  )
}
