import { Text } from '@mantine/core'
import {
  IconAlarm,
  IconArrowBackUp,
  IconCalendar,
  IconCheck,
  IconCircleX,
  IconClock,
  IconInbox,
  IconMail,
  IconMessage,
  IconNote,
  IconPhone,
  IconPointFilled,
  IconShieldCheck,
  IconUserCheck,
  IconUserShare,
  type Icon,
} from '@/ui/icons'
import type { Shapes } from '@/api/client'
import { DecisionReasons } from '../history/DecisionReasons'
import { useEventText } from '../history/useEventText'
import { NotePhotos } from '../photos/NotePhotos'
import { useActorName } from '@/ui/words/useActorName'
import { At } from './At'
import { OtherName, otherName } from './OtherName'

type Event = Shapes['TimelineEntry']

const SIGNS: Partial<Record<Event['kind'], Icon>> = {
  received: IconInbox,
  repeated: IconInbox,
  offered: IconUserShare,
  handed_over: IconUserShare,
  sent: IconUserShare,
  claimed: IconUserCheck,
  assigned: IconUserCheck,
  expired: IconClock,
  response_missed: IconClock,
  passed: IconArrowBackUp,
  given_back: IconArrowBackUp,
  released: IconArrowBackUp,
  withdrawn: IconArrowBackUp,
  closed: IconCircleX,
  conversation_closed: IconClock,
  reopened: IconCheck,
  consent: IconShieldCheck,
  objection: IconShieldCheck,
  note: IconNote,
  task_made: IconAlarm,
  task_changed: IconAlarm,
  task_reopened: IconAlarm,
  task_done: IconCheck,
}
const WAYS: Record<string, Icon> = { call: IconPhone, email: IconMail, text: IconMessage, appointment: IconCalendar }

interface Props {
  event: Event
  leadId: string
  decision?: Shapes['Trace'] | undefined
  zone: string
}

/** What happened or was done, in one line, with the reasons of a routing decision. */
export function EventEntry({ event, leadId, decision, zone }: Props) {
  const { title, more } = useEventText()(event)
  const who = useActorName()(event.by)
  const photoIds = (event.detail.photos ?? []) as string[]
  const other = otherName(event)
  const done = event.kind === 'interaction' || event.kind === 'note'
  const way = event.kind === 'interaction' ? WAYS[String(event.detail.kind)] : undefined
  const Sign = way ?? SIGNS[event.kind] ?? IconPointFilled
  return (
    <div className="event" data-done={done || undefined}>
      <span className="sign">
        <Sign size={16} stroke={1.6} aria-hidden />
      </span>
      <div className="told">
        <Text size="sm" fw={done ? 600 : 500}>
          {title}
        </Text>
        {more && (
          <Text size="sm" className="said">
            {more}
          </Text>
        )}
        {other && <OtherName leadId={leadId} name={other} />}
        {photoIds.length > 0 && <NotePhotos leadId={event.lead_id ?? leadId} photoIds={photoIds} who={who} />}
        {decision && <DecisionReasons decision={decision} />}
      </div>
      <Text size="xs" c="dimmed" flex="none" mt={2}>
        <At at={event.at} zone={zone} />
      </Text>
    </div>
  )
}
