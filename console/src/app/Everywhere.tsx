import { useLingui } from '@lingui/react/macro'
import { ActionIcon } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@/ui/icons'
import { lazy, Suspense, useState } from 'react'
import { loadAllMessages } from '@/lib/locale'
import { useTypedAhead } from './finder/useTypedAhead'

// It says and does what other screens do, so it needs the catalogues of all of them.
const Finder = lazy(async () => {
  const [{ Finder: part }] = await Promise.all([import('./finder/Finder'), loadAllMessages()])
  return { default: part }
})

const FIELD = '.mantine-Spotlight-search'

/** The button and shortcut (⌘K, Ctrl+K) that open the finder. */
export function Everywhere() {
  const { t } = useLingui()
  const [times, setTimes] = useState(0)
  const [q, setQ] = useState('')
  const [isAhead, setAhead] = useState(false)
  const ask = () => {
    setTimes((before) => before + 1)
    setAhead(!document.activeElement?.matches(FIELD))
  }
  useTypedAhead(isAhead, setQ, () => {
    setAhead(false)
    setTimes(0)
    setQ('')
  })
  useHotkeys([['mod+K', ask]], [])
  return (
    <>
      <ActionIcon
        variant="subtle"
        size="lg"
        color="gray"
        aria-label={t`Find`}
        aria-keyshortcuts="Meta+K Control+K"
        onClick={ask}
      >
        <IconSearch size={20} stroke={1.6} aria-hidden />
      </ActionIcon>
      {times > 0 && (
        <Suspense>
          <Finder times={times} q={q} onType={setQ} onReady={() => setAhead(false)} />
        </Suspense>
      )}
    </>
  )
}
