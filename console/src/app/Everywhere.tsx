import { useLingui } from '@lingui/react/macro'
import { ActionIcon } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Me } from '@/api/context'

const Finder = lazy(async () => ({ default: (await import('./Finder')).Finder }))

/** The button and shortcut (⌘K, Ctrl+K) that open the finder. */
export function Everywhere({ role }: { role: Me['role'] | undefined }) {
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
        aria-label={t`Go to …`}
        aria-keyshortcuts="Meta+K Control+K"
        onClick={ask}
      >
        <IconSearch size={20} stroke={1.6} aria-hidden />
      </ActionIcon>
      {times > 0 && (
        <Suspense>
          <Finder role={role} times={times} />
        </Suspense>
      )}
    </>
  )
}
