import { Trans } from '@lingui/react/macro'
import { Badge } from '@mantine/core'

/** Marks sample data wherever it is shown. */
export function SampleBadge({ size = 'md' }: { size?: 'md' | 'lg' }) {
  return (
    <Badge size={size} variant="outline" color="grape" tt="none" flex="none" c="var(--mantine-color-text)">
      <Trans>Sample</Trans>
    </Badge>
  )
}
