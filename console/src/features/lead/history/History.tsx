import { Trans } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { timelineQuery, traceQuery } from '@/api/queries/leads'
import { Loaded } from '@/ui/layout/Loaded'
import { Timeline } from '@/ui/lists/Timeline'
import { matchDecisions } from './matchDecisions'
import { useEventText } from './useEventText'
import type { LeadShown } from '../useLead'
import { DecisionReasons } from './DecisionReasons'

/** All that happened to the lead, the latest first, each routing decision with its reasons. */
export function History({ lead }: { lead: LeadShown }) {
  const { api } = useConsole()
  const me = useMe()
  const events = useQuery(timelineQuery(api, lead.lead_id))
  const trace = useQuery(traceQuery(api, lead.lead_id))
  return (
    <Loaded query={events}>
      {({ items }) => (
        <Told events={items} decisions={trace.data?.items ?? []} zone={me.data?.team.time_zone ?? 'UTC'} />
      )}
    </Loaded>
  )
}

interface ToldProps {
  events: Shapes['TimelineEntry'][]
  decisions: Shapes['Trace'][]
  zone: string
}

function Told({ events, decisions, zone }: ToldProps) {
  const say = useEventText()
  if (events.length === 0)
    return (
      <Text c="dimmed" size="sm">
        <Trans>Nothing has happened yet.</Trans>
      </Text>
    )
  const entries = matchDecisions(events, decisions).map(({ event, decision }, place) => ({
    key: `${event.at}${place}`,
    at: event.at,
    ...say(event),
    within: decision && <DecisionReasons decision={decision} />,
  }))
  return <Timeline entries={entries.reverse()} zone={zone} />
}
