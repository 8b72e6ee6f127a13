import { useLingui } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import { IconDownload } from '@/ui/icons'
import { useMutation } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import type { AuditFilter } from '@/api/queries/audit'
import { save } from '@/lib/save'
import { useErrorToast } from '@/ui/feedback/useErrorToast'

type Format = 'csv' | 'json'

/** The buttons that export the changes as they are filtered; each export is told to all Rainmakers. */
export function Export({ filter }: { filter: AuditFilter }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const refusal = useErrorToast()
  const file = useMutation({
    mutationFn: (format: Format) =>
      body(api.GET(`/audit.${format}`, { params: { query: filter }, parseAs: 'blob' }) as Promise<{ data?: Blob }>),
    onSuccess: (blob, format) => save(blob, `${t`audit`}.${format}`),
    onError: refusal,
  })
  const button = (format: Format, label: string) => (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={file.isPending && file.variables === format}
      onClick={() => file.mutate(format)}
    >
      {label}
    </Button>
  )
  return (
    <Group gap="xs">
      {button('csv', t`Download CSV`)}
      {button('json', t`Download JSON`)}
    </Group>
  )
}
