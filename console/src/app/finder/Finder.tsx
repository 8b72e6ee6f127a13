import '@mantine/spotlight/styles.css'
import { useLingui } from '@lingui/react/macro'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Me } from '@/api/context'
import { ACTS, isFor, SCREENS } from './screens'

/** The finder of screens; opens each time `times` changes. */
export function Finder({ role, times }: { role: Me['role'] | undefined; times: number }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  useEffect(() => spotlight.open(), [times])
  const actions = [...SCREENS, ...ACTS]
    .filter((screen) => isFor(screen, role))
    .map((screen) => ({
      id: screen.to,
      label: i18n._(screen.label),
      leftSection: <screen.icon size={18} stroke={1.6} aria-hidden />,
      onClick: () => void navigate({ to: screen.to as '/' }),
    }))
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      nothingFound={t`Nothing is called so`}
      searchProps={{ placeholder: t`Go to …`, 'aria-label': t`Go to …` }}
      attributes={{ content: { 'aria-label': t`Go to …` } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      highlightQuery
    />
  )
}
