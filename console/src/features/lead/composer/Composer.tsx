import { useLingui } from '@lingui/react/macro'
import { Group } from '@mantine/core'
import { IconAlarm, IconLock, IconMessage, IconPhone } from '@/ui/icons'
import { useState } from 'react'
import type { Shapes } from '@/api/client'
import type { Me } from '@/api/context'
import { readDraft } from '@/lib/drafts'
import { CommentForm } from '../comments/CommentForm'
import { LogMessage } from '../conversation/LogMessage'
import type { Filter } from '../stream/filters'
import { TaskForm } from '../tasks/TaskForm'
import type { LeadShown } from '../useLead'
import { LogContact } from './LogContact'

type Mode = 'comment' | 'message' | 'interaction' | 'task'

const MODES: Record<Mode, { verb: Shapes['LeadVerb']; Form: typeof CommentForm; Sign: typeof IconLock }> = {
  comment: { verb: 'comment', Form: CommentForm, Sign: IconLock },
  message: { verb: 'record_message', Form: LogMessage, Sign: IconMessage },
  interaction: { verb: 'record_interaction', Form: LogContact, Sign: IconPhone },
  task: { verb: 'add_task', Form: TaskForm, Sign: IconAlarm },
}
const ALL = Object.keys(MODES) as Mode[]

interface Props {
  lead: LeadShown
  me: Me
  /** What is shown of the stream: the composer begins with what belongs to it. */
  filter: Filter
}

/** Where a comment, a message or a contact is written. It is small until somebody goes to it. */
export function Composer({ lead, me, filter }: Props) {
  const { t } = useLingui()
  const modes = ALL.filter((one) => lead.may.includes(MODES[one].verb))
  const isBegun = (mode: Mode) => hasDraft(lead.lead_id, me.agent_id, mode)
  const [chosen, choose] = useState<Mode>()
  const [open, setOpen] = useState(() => modes.some(isBegun))
  // What was begun stays in sight, whatever is shown of the stream.
  const mode = modes.find((one) => one === chosen) ?? modes.find(isBegun) ?? fitting(filter, modes)
  if (!mode) return null
  const labels: Record<Mode, string> = {
    comment: t({ context: 'what is written', message: 'Comment' }),
    message: t`Message`,
    interaction: t({ context: 'what is written', message: 'Contact' }),
    task: t({ context: 'what is written', message: 'Task' }),
  }
  const { Form } = MODES[mode]
  function pick(one: Mode) {
    choose(one)
    setOpen(true)
  }
  return (
    <section className="composer" aria-label={t`Write`}>
      <Group gap={4} mb="xs" role="group" aria-label={t`What to write`}>
        {modes.map((one) => {
          const { Sign } = MODES[one]
          return (
            <button key={one} type="button" className="pill" aria-pressed={one === mode} onClick={() => pick(one)}>
              <Sign size={16} stroke={1.6} aria-hidden />
              {labels[one]}
            </button>
          )
        })}
      </Group>
      {/* Not where the modes get the focus: what is pressed must not move before it is let go. */}
      <div onFocus={() => setOpen(true)}>
        <Form key={mode} lead={lead} me={me} compact={!open} />
      </div>
    </section>
  )
}

function hasDraft(leadId: string, agentId: string, mode: Mode): boolean {
  return readDraft({ agentId, leadId, mode }, Date.now()) !== undefined
}

/** Return what is written most where so much of the stream is shown. */
function fitting(filter: Filter, modes: readonly Mode[]): Mode | undefined {
  const fits = { messages: 'message', tasks: 'task' }[filter as string]
  return modes.find((one) => one === fits) ?? modes[0]
}
