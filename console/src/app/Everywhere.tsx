import { useLingui } from '@lingui/react/macro'
import { ActionIcon } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@/ui/icons'
import { lazy, Suspense, useState } from 'react'
import { loadAllMessages } from '@/lib/locale'

// It says and does what other screens do, so it needs the catalogues of all of them.
const Finder = lazy(async () => {
  const [{ Finder: part }] = await Promise.all([import('./finder/Finder'), loadAllMessages()])
  return { default: part }
})

/** The button and shortcut (⌘K, Ctrl+K) that open the finder. */
export function Everywhere() {
  const { t } = useLingui()
  const [times, setTimes] = useState(0)
  const ask = () => setTimes((before) => before + 1)
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
          <Finder times={times} />
        </Suspense>
      )}
    </>
  )
}
