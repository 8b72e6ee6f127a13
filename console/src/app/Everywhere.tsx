import '@mantine/spotlight/styles.css'
import { useLingui } from '@lingui/react/macro'
import { ActionIcon } from '@mantine/core'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Me } from '@/api/context'
import { ACTS, isFor, SCREENS } from './screens'

/** ⌘K or Ctrl+K: the way to any screen by its name. */
export function Everywhere({ role }: { role: Me['role'] | undefined }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const actions = [...SCREENS, ...ACTS]
    .filter((screen) => isFor(screen, role))
    .map((screen) => ({
      id: screen.to,
      label: i18n._(screen.label),
      leftSection: <screen.icon size={18} stroke={1.6} aria-hidden />,
      onClick: () => void navigate({ to: screen.to as '/' }),
    }))
  return (
    <>
      <ActionIcon variant="subtle" size="lg" color="gray" aria-label={t`Go to …`} aria-keyshortcuts="Meta+K Control+K" onClick={spotlight.open}>
        <IconSearch size={20} stroke={1.6} aria-hidden />
      </ActionIcon>
      <Spotlight
        actions={actions}
        shortcut="mod + K"
        nothingFound={t`Nothing is called so`}
        searchProps={{ placeholder: t`Go to …`, 'aria-label': t`Go to …` }}
        highlightQuery
      />
    </>
  )
}
