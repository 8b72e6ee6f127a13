import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { Failed } from '@/ui/Failed'
import { Timeline } from '@/ui/Timeline'
import { useSaid } from './said'

/** All that happened to the lead, the latest first. */
export function History({ leadId }: { leadId: string }) {
  const { api } = useConsole()
  const me = useMe()
  const say = useSaid()
  const events = useQuery({
    queryKey: ['lead', leadId, 'timeline'],
    queryFn: () => body(api.GET('/leads/{lead_id}/timeline', { params: { path: { lead_id: leadId } } })),
  })
  if (events.isError) return <Failed error={events.error} again={() => void events.refetch()} />
  if (events.isPending || !me.data) return <Skeleton h={160} />
  const entries = events.data.items.map((event, place) => ({ key: `${event.at}${place}`, at: event.at, ...say(event) }))
  return <Timeline entries={entries.reverse()} zone={me.data.team.time_zone} />
}
