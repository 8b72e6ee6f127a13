import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Center, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { when } from '@/lib/locale'
import { usePrinting } from '@/lib/usePrinting'
import { CommentEntry } from './CommentEntry'
import { type Entry, landingFor } from './entries'
import { EventEntry } from './EventEntry'
import { MessageEntry } from './MessageEntry'
import type { Stream } from './useStream'

/** So many entries are shown at first, and so many more at each asking. */
const STEP = 20
const DAY_MILLISECONDS = 86_400_000

interface Props {
  /** What the filter lets through, oldest first. */
  entries: Entry[]
  stream: Pick<Stream, 'hasEarlier' | 'isLoadingEarlier' | 'loadEarlier'>
  leadId: string
  zone: string
  /** The entry that the address names: shown, whatever else is. */
  entry: string | undefined
  /** Where no entry is named: the member whose last mention, or else the last entry, is opened. */
  landsFor: string | undefined
  /** What to say where there is nothing. */
  empty: string
}

/** The entries, oldest first under their days; the earlier ones at request. */
export function StreamList({ entries, stream, leadId, zone, entry, landsFor, empty }: Props) {
  const [count, setCount] = useState(STEP)
  const [landing] = useState(() => (landsFor ? landingFor(landsFor, entries)?.id : undefined))
  const wanted = entry ?? landing
  const place = wanted ? entries.findIndex((one) => one.id === wanted) : -1
  const seeks = wanted !== undefined && place < 0 && stream.hasEarlier
  const { isLoadingEarlier, loadEarlier } = stream
  useEffect(() => {
    if (seeks && !isLoadingEarlier) loadEarlier()
  }, [seeks, isLoadingEarlier, loadEarlier])
  const printing = usePrinting()
  const shown = printing ? entries : entries.slice(-Math.max(count, place < 0 ? 0 : entries.length - place + 2))
  const list = useOpenAt(wanted)
  const hidden = entries.length - shown.length
  function earlier() {
    setCount(shown.length + STEP)
    if (hidden < STEP && stream.hasEarlier) loadEarlier()
  }
  return (
    <div className="entries">
      {wanted !== undefined && place < 0 && !seeks && (
        <Alert variant="light" color="gray" role="status" mb="sm">
          <Trans>What this link leads to is not here any more.</Trans>
        </Alert>
      )}
      {(hidden > 0 || stream.hasEarlier) && (
        <Center mb="sm">
          <Button variant="default" size="compact-sm" onClick={earlier} loading={isLoadingEarlier}>
            {hidden > 0 ? <Trans>Show earlier ({hidden})</Trans> : <Trans>Show earlier</Trans>}
          </Button>
        </Center>
      )}
      <ol ref={list}>
        {shown.map((one, at) => (
          <li key={one.id}>
            <Day of={one.at} before={shown[at - 1]?.at} zone={zone} />
            <div id={one.id} tabIndex={-1} data-wanted={one.id === wanted || undefined} className="entry">
              <Shown entry={one} leadId={leadId} zone={zone} />
            </div>
          </li>
        ))}
      </ol>
      {entries.length === 0 && (
        <Text c="dimmed" size="sm" ta="center" py="lg" maw={420} mx="auto">
          {empty}
        </Text>
      )}
    </div>
  )
}

function Shown({ entry, leadId, zone }: { entry: Entry; leadId: string; zone: string }) {
  if (entry.kind === 'message') return <MessageEntry written={entry.written} at={entry.at} zone={zone} />
  if (entry.kind === 'comment') return <CommentEntry comment={entry.comment} at={entry.at} zone={zone} />
  const decision = entry.kind === 'event' ? entry.decision : undefined
  return <EventEntry event={entry.event} leadId={leadId} decision={decision} zone={zone} />
}

/** The day of an entry, above the first of it. */
function Day({ of, before, zone }: { of: string; before: string | undefined; zone: string }) {
  const { t } = useLingui()
  const day = when(of, zone, 'day')
  if (before && when(before, zone, 'day') === day) return null
  const ago = (days: number) => when(new Date(Date.now() - days * DAY_MILLISECONDS).toISOString(), zone, 'day')
  const said = day === ago(0) ? t`Today` : day === ago(1) ? t`Yesterday` : day
  return <p className="day">{said}</p>
}

/** Bring the wanted entry into view and focus it, once for each that is wanted. */
function useOpenAt(wanted: string | undefined) {
  const list = useRef<HTMLOListElement>(null)
  const opened = useRef<string>(undefined)
  useEffect(() => {
    if (!wanted) opened.current = undefined
    if (!wanted || opened.current === wanted) return
    const entry = list.current?.querySelector<HTMLElement>(`#${CSS.escape(wanted)}`)
    if (!entry) return
    opened.current = wanted
    entry.scrollIntoView({ block: 'center' })
    entry.focus({ preventScroll: true })
  })
  return list
}
