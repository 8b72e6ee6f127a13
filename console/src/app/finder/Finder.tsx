import '@mantine/spotlight/styles.css'
import { useLingui } from '@lingui/react/macro'
import { Modal, VisuallyHidden } from '@mantine/core'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@/ui/icons'
import { useRouter } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useMe } from '@/api/context'
import { usePausing } from '@/features/agents/pauses/usePausing'
import type { Member } from '@/features/agents/useAgents'
import { PauseForm } from '@/ui/forms/PauseForm'
import { fullName } from '@/ui/words/names'
import type { Act } from './acts'
import { Nothing } from './Nothing'
import { People } from './People'
import { ActRows, Places } from './rows'
import { useFound } from './useFound'
import './finder.css'

const [store, finder] = createSpotlight()
// Handed on to the scroll area, though the list's type does not say so.
const SCROLLED_BY_KEYS = { viewportProps: { tabIndex: 0 } }

/** Choose the first result, as the finder does by itself when the text changes. */
function chooseFirst() {
  const list = document.getElementById(store.getState().listId)
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected')
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  store.updateState((state) => ({ ...state, selected: 0 }))
}

interface Props {
  /** It opens each time this changes. */
  times: number
  /** What is looked for. */
  q: string
  onType: (q: string) => void
  /** Called when its field has the focus, and so hears by itself what is typed. */
  onReady: () => void
}

/** Finds people, places and acts, and does these. */
export function Finder({ times, q, onType, onReady }: Props) {
  const { t } = useLingui()
  const router = useRouter()
  const [pausing, setPausing] = useState<Member | null>(null)
  const [resuming, setResuming] = useState<Member | null>(null)
  const found = useFound(q)
  const moved = useRef(false)
  useLayoutEffect(() => finder.open(), [times])
  // What comes later stands on top: whoever has not chosen yet has the first result chosen.
  const results = found.people.length + (found.seeking ? 1 : 0)
  useEffect(() => {
    if (!moved.current && q) chooseFirst()
  }, [results, q])
  const go = (to: string) => router.history.push(to)
  const run = ({ does }: Act) => {
    if ('go' in does) go(does.go)
    else if ('pause' in does) setPausing(does.pause)
    else setResuming(does.resume)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.startsWith('Arrow')) moved.current = true
    // Members, and with them what can be done, may have come since the last choice.
    if (event.key === 'Enter' && !moved.current && q) chooseFirst()
  }
  const count = found.people.length
  return (
    <>
      <Spotlight.Root
        store={store}
        query={q}
        onQueryChange={(next) => {
          moved.current = false
          onType(next)
        }}
        shortcut={null}
        scrollable
        maxHeight="min(480px, 70dvh)"
        yOffset="max(16px, 8dvh)"
        attributes={{ content: { 'aria-label': t`Find` } }}
      >
        <Spotlight.Search
          placeholder={t`Find a person, a screen, something to do …`}
          aria-label={t`Find`}
          leftSection={<IconSearch size={20} stroke={1.6} aria-hidden />}
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            event.currentTarget.setSelectionRange(q.length, q.length) // behind what was typed before it came
            onReady()
          }}
        />
        <VisuallyHidden role="status">{count > 0 && t`People found: ${count}`}</VisuallyHidden>
        <Spotlight.ActionsList {...SCROLLED_BY_KEYS}>
          <People found={found} onGo={go} />
          <Places label={t`Agents`} places={found.members} onGo={go} />
          <ActRows label={t`Do`} acts={found.acts} onDo={run} />
          <Places label={t`Routes`} places={found.routes} onGo={go} />
          <Places label={t`Sources`} places={found.sources} onGo={go} />
          <Places label={t`Views`} places={found.views} onGo={go} />
          <Places label={t`Settings`} places={found.settings} onGo={go} />
          <Places label={t`Screens`} places={found.screens} onGo={go} />
          <Nothing q={q} found={found} onGo={go} />
        </Spotlight.ActionsList>
      </Spotlight.Root>
      {pausing && <Pausing key={pausing.agent_id} member={pausing} onClose={() => setPausing(null)} />}
      {resuming && <Resuming key={resuming.agent_id} member={resuming} onDone={() => setResuming(null)} />}
    </>
  )
}

/** Asks until when and why a member is paused, as everywhere; then offers to undo it. */
function Pausing({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useLingui()
  const { data: me } = useMe()
  const { pause } = usePausing(member, onClose)
  const name = fullName(member)
  return (
    <Modal opened onClose={onClose} title={t`Pause ${name}`} closeButtonProps={{ 'aria-label': t`Close` }}>
      {me && <PauseForm zone={me.team.time_zone} {...pause} />}
    </Modal>
  )
}

/** Resumes a member at once, and offers to undo it. */
function Resuming({ member, onDone }: { member: Member; onDone: () => void }) {
  const { resume } = usePausing(member)
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    resume.mutate(undefined, { onSettled: onDone })
  }, [resume, onDone])
  return null
}
