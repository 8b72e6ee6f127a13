import { useLingui } from '@lingui/react/macro'
import { SimpleGrid } from '@mantine/core'
import { Figure } from '@/ui/charts/Figure'
import { Section } from '@/ui/layout/Page'
import { Changed } from './Changed'
import { COLUMNS, shown } from './table/columns'
import type { Figures } from './useReport'

/** The whole team's figures, and what they have changed since the period before. */
export function Totals({ totals, before }: { totals: Figures; before: Figures | undefined }) {
  const { t, i18n } = useLingui()
  return (
    <Section title={t`The whole team`}>
      <SimpleGrid component="dl" m={0} cols={{ base: 2, xs: 3, md: 4, xl: 8 }} spacing="md" verticalSpacing="md">
        {COLUMNS.map(({ key, label, kind }) => (
          <Figure key={key} label={i18n._(label)} value={shown(totals[key], kind)}>
            {before && <Changed now={totals[key]} before={before[key]} kind={kind} />}
          </Figure>
        ))}
      </SimpleGrid>
    </Section>
  )
}
