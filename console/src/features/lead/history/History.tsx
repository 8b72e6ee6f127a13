import { Trans } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
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
  const params = { path: { lead_id: lead.lead_id } }
  const events = useQuery({
    queryKey: ['lead', lead.lead_id, 'timeline'],
    queryFn: () => body(api.GET('/leads/{lead_id}/timeline', { params })),
  })
  const trace = useQuery({
    queryKey: ['lead', lead.lead_id, 'trace'],
    queryFn: () => body(api.GET('/leads/{lead_id}/trace', { params })),
  })
  return (
    <Loaded query={events}>
      {({ items }) => <Told events={items} decisions={trace.data?.items ?? []} zone={me.data?.team.time_zone ?? 'UTC'} />}
    </Loaded>
  )
}

interface ToldProps {
  events: Shapes['Entry'][]
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
