import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, List, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Shapes } from '@/api/client'
import { Section } from '@/ui/layout/Page'
import { useTitles } from './useCoverage'
import { dateWords, mondayOf } from '@/lib/dates'

/** The days of the next eight weeks that are not like others, each with the way to its week. */
export function Coming({ days }: { days: Shapes['SpecialDay'][] }) {
  const { t, i18n } = useLingui()
  const title = useTitles()

  function said(day: Shapes['SpecialDay']): string {
    const routes = day.route_ids.map(title).join(', ')
    const count = day.gap_hours
    return [
      day.holiday?.join(', '),
      day.dst === 'skipped' && t`clocks go forward`,
      day.dst === 'doubled' && t`clocks go back`,
      routes && t`special routes: ${routes}`,
      count > 0 && plural(count, { one: '# hour with a gap', other: '# hours with a gap' }),
    ]
      .filter(Boolean)
      .join(' · ')
  }

  return (
    <Section title={t`Special days of the next eight weeks`}>
      {days.length === 0 ? (
        <Text c="dimmed">
          <Trans>None: no holidays, no change of clocks, no special routes.</Trans>
        </Text>
      ) : (
        <List listStyleType="none" spacing="sm">
          {days.map((day) => (
            <List.Item key={day.date}>
              <Anchor
                size="sm"
                renderRoot={(props) => (
                  <Link to="/coverage" search={(old) => ({ ...old, from: mondayOf(day.date) })} {...props} />
                )}
              >
                {dateWords(i18n.locale, day.date, { weekday: 'long', day: 'numeric', month: 'long' })}
              </Anchor>
              <Text size="sm" className="sentence">
                {said(day)}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  )
}
