import { Trans } from '@lingui/react/macro'
import { Badge, Text } from '@mantine/core'
import { counted } from '@/lib/counted'

/** How many there are, and how many of them are shown where that is not all. */
export function Counted({ count, shown }: { count: number; shown: number }) {
  const all = counted(count)
  return (
    <>
      {count > shown && (
        <Text size="sm" c="dimmed">
          <Trans>The first {shown}</Trans>
        </Text>
      )}
      <Badge variant="default" size="lg" className="tabular">
        {all}
      </Badge>
    </>
  )
}
