import { useLingui } from '@lingui/react/macro'
import { Group, Paper, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Me } from '@/api/context'
import { useSearchParams } from '@/lib/useSearchParams'
import { Loaded } from '@/ui/layout/Loaded'
import { PrintButton } from '@/ui/layout/PrintButton'
import { Composer } from '../composer/Composer'
import { ConversationState } from '../conversation/ConversationState'
import type { LeadShown } from '../useLead'
import { type Filter, filterOf, filtersFor, passes } from './filters'
import { StreamList } from './StreamList'
import { useStream } from './useStream'
import './stream.css'

/**
 * All that was said with the person and among the team, was done and happened, oldest first, and where to add to it.
 *
 * Its address: `tab` is `all`, `messages`, `comments`, `tasks` or `history` (and what earlier links say: `conversation`,
 * `timeline`); `entry` is the id of a message, comment or note, at which it opens, whatever `tab` shows. With a `tab` alone
 * it opens at the last comment that mentions the user, else at the last entry.
 */
export function Stream({ lead, me }: { lead: LeadShown; me: Me }) {
  const { t } = useLingui()
  const stream = useStream(lead)
  const [{ tab, entry }, change] = useSearchParams<{ tab?: string | undefined; entry?: string | undefined }>()
  const [lands, setLands] = useState(tab !== undefined && entry === undefined)
  const filters = filtersFor(lead.may)
  const nothing = t`Nothing has happened yet.`
  const empty: Record<Filter, string> = {
    all: nothing,
    messages: t`Nothing has been written yet. Log what is said, so that whoever has the lead next knows it.`,
    comments: t`No comments yet. They stay inside the team.`,
    tasks: t`No tasks yet.`,
    history: nothing,
  }
  const asked = filterOf(tab, filters)
  const wanted = stream.entries?.find((one) => one.id === entry)
  const filter = wanted && !passes(asked, wanted) ? 'all' : asked
  function choose(now: Filter) {
    setLands(false)
    change({ tab: now === 'all' ? undefined : now, entry: undefined })
  }
  return (
    <Paper withBorder component="section" className="stream" aria-label={t`What happened so far`}>
      <header>
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4">
            {t`What happened so far`}
          </Title>
          <Group gap="xs">
            {lead.may.includes('record_message') && <ConversationState lead={lead} />}
            <Print stream={stream} />
          </Group>
        </Group>
        {filters.length > 0 && <Filters filters={filters} value={filter} onChange={choose} />}
      </header>
      {/* The keys scroll it: it may hold nothing that has the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="stream-scroll" tabIndex={0} role="group" aria-label={t`Entries`}>
        <Loaded query={{ data: stream.entries, error: stream.error as Error | null, refetch: stream.refetch as never }}>
          {(entries) => (
            <StreamList
              key={filter}
              entries={entries.filter((one) => passes(filter, one))}
              stream={stream}
              leadId={lead.lead_id}
              zone={me.team.time_zone}
              entry={entry}
              landsFor={lands ? me.agent_id : undefined}
              empty={empty[filter]}
            />
          )}
        </Loaded>
      </div>
      <Composer lead={lead} me={me} filter={filter} />
    </Paper>
  )
}

/** Prints the lead once all that happened is read. */
function Print({ stream }: { stream: ReturnType<typeof useStream> }) {
  const [wanted, setWanted] = useState(false)
  const { hasEarlier, isLoadingEarlier, loadEarlier } = stream
  useEffect(() => {
    if (!wanted || isLoadingEarlier) return
    if (hasEarlier) {
      loadEarlier()
      return
    }
    setWanted(false)
    window.print()
  }, [wanted, hasEarlier, isLoadingEarlier, loadEarlier])
  return <PrintButton loading={wanted} onClick={() => setWanted(true)} />
}

function Filters(props: { filters: Filter[]; value: Filter; onChange: (filter: Filter) => void }) {
  const { t } = useLingui()
  const labels: Record<Filter, string> = {
    all: t({ context: 'stream', message: 'All' }),
    messages: t`Messages`,
    comments: t`Comments`,
    tasks: t`Tasks`,
    history: t`History`,
  }
  return (
    <div className="filters" role="group" aria-label={t`What to show`}>
      {props.filters.map((one) => (
        <button
          key={one}
          type="button"
          className="pill"
          aria-pressed={one === props.value}
          onClick={() => props.onChange(one)}
        >
          {labels[one]}
        </button>
      ))}
    </div>
  )
}
