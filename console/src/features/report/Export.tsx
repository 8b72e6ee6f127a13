import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Text } from '@mantine/core'
import { IconDownload } from '@/ui/icons'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { body, Refused } from '@/api/client'
import { useConsole } from '@/api/context'
import { save } from '@/lib/save'
import { useErrorToast } from '@/ui/feedback/useErrorToast'
import type { Query } from './address'

/** The export button, or a note where the role may not export. */
export function Export({ query, name }: { query: Query; name: string }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const refusal = useErrorToast()
  const [barred, setBarred] = useState(false)
  const file = useMutation({
    mutationFn: () => body(api.GET('/reports/routing.csv', { params: { query }, parseAs: 'blob' })),
    onSuccess: (blob) => save(blob, `${name}.csv`),
    onError: (error) => (error instanceof Refused && error.code === 'forbidden' ? setBarred(true) : refusal(error)),
  })
  if (barred) {
    return (
      <Text size="sm" c="dimmed" role="status">
        <Trans>Your team lets only the Rainmaker export figures.</Trans>
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
      {t`Download CSV`}
    </Button>
  )
}
