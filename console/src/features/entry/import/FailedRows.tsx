import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Text } from '@mantine/core'
import { IconDownload } from '@/ui/icons'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { body, Refused } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { save } from '@/lib/save'
import { useErrorToast } from '@/ui/feedback/useErrorToast'
import type { Import } from './useImport'

/** The button that downloads the rows that make no lead, for whoever made the import or may export. */
export function FailedRows({ one }: { one: Import }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const { data: me } = useMe()
  const refusal = useErrorToast()
  const [tooLarge, setTooLarge] = useState(false)
  const file = useMutation({
    mutationFn: () => {
      const params = { path: { import_id: one.import_id } }
      return body(api.GET('/imports/{import_id}/failed', { params, parseAs: 'blob' }))
    },
    onSuccess: (blob) => save(blob, `${t`failed-rows`}.csv`),
    onError: (error) => (error instanceof Refused && error.code === 'invalid' ? setTooLarge(true) : refusal(error)),
  })
  if (!me?.may_export && me?.agent_id !== one.by) return null
  if (tooLarge) {
    return (
      <Text size="sm" c="dimmed" role="status">
        <Trans>These rows are too much for one file: fix them in your own.</Trans>
      </Text>
    )
  }
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={file.isPending}
      onClick={() => file.mutate()}
    >
      <Plural value={one.failed} one="Download # row" other="Download # rows" />
    </Button>
  )
}
