import { useLingui } from '@lingui/react/macro'
import { ActionIcon } from '@mantine/core'
import { IconPrinter } from '@/ui/icons'

interface Props {
  /** Prints at once unless something must come first. */
  onClick?: () => void
  loading?: boolean
}

/** Prints the screen, without what is around it. */
export function PrintButton({ onClick = () => window.print(), loading = false }: Props) {
  const { t } = useLingui()
  return (
    <ActionIcon
      size={36}
      className="desk-only"
      variant="default"
      aria-label={t`Print`}
      title={t`Print`}
      loading={loading}
      onClick={onClick}
    >
      <IconPrinter size={18} aria-hidden />
    </ActionIcon>
  )
}
