import { useLingui } from '@lingui/react/macro'
import { Box, Text, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Section } from '@/ui/layout/Page'
import { type View, ViewSwitch } from './ViewSwitch'

interface Props {
  title: string
  /** What is seen at a glance, in a sentence. */
  says?: ReactNode
  /** What is to be known to read it right. */
  note?: ReactNode
  chart: ReactNode
  table: ReactNode
}

/** A part of a screen with a chart, or the same as a table: chosen by a switch. Screen readers always get the table. */
export function ChartSection({ title, says, note, chart, table }: Props) {
  const { t } = useLingui()
  const [view, setView] = useState<View>('chart')
  return (
    <Section title={title} actions={<ViewSwitch title={title} view={view} onChange={setView} />}>
      {says && <Text>{says}</Text>}
      {view === 'chart' ? (
        <Box component="figure" m={0} pos="relative" miw={0}>
          {chart}
          <VisuallyHidden>{table}</VisuallyHidden>
        </Box>
      ) : (
        <Box mah={420} tabIndex={0} role="region" aria-label={t`${title}, as a table`} style={{ overflow: 'auto' }}>
          {table}
        </Box>
      )}
      {note && (
        <Text size="sm" c="dimmed" maw={760}>
          {note}
        </Text>
      )}
    </Section>
  )
}
