import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Box, Group, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Link, useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { useMe } from '@/api/context'
import { useRole } from '@/api/useRole'
import { useLive } from '@/api/useLiveRefresh'
import { Availability } from '@/features/me/Availability'
import { Bell } from '@/features/notifications/Bell'
import { useOnline } from '@/lib/useOnline'
import { TeamLogo } from '@/ui/layout/TeamLogo'
import { Wordmark } from '@/ui/layout/Wordmark'
import { Avatar } from '@/ui/members/Avatar'
import { ROLES } from '@/ui/words/states'
import { useAccent } from './accent'
import { Everywhere } from './Everywhere'
import { Keys } from './keys/Keys'
import { LanguageButton } from './LanguageButton'
import { MENU_ID, MobileBar, Screens } from './Screens'
import { loadRest } from './rest'
import { isFor, screenOf } from './screens'

const LATER_MILLISECONDS = 2_000
const Barred = lazy(async () => ({ default: (await import('./Barred')).Barred }))
const SecondFactorDue = lazy(async () => ({
  default: (await import('@/features/me/SecondFactorDue')).SecondFactorDue,
}))
// Loaded after the first screen, because it needs the catalogues of all screens. No screen is worse off without it.
const Installed = lazy(async (): Promise<{ default: () => ReactNode }> => {
  await new Promise((resolve) => setTimeout(resolve, LATER_MILLISECONDS))
  try {
    const [{ Installed: part }] = await Promise.all([import('./Installed'), loadRest()])
    return { default: part }
  } catch {
    return { default: () => null }
  }
})

/** A screen in its frame, once it is certain that changes to what is read will be noticed. */
export function Shell({ children }: { children: ReactNode }) {
  return useLive() ? <Frame>{children}</Frame> : null
}

/** The frame of every screen: team, availability, notifications, account and navigation. */
function Frame({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  const me = useMe()
  const [open, { toggle, close }] = useDisclosure()
  useHotkeys([['Escape', close]])
  const path = useRouterState({ select: (state) => state.location.pathname })
  const screen = screenOf(path)
  const role = useRole()
  useAccent(me.data?.team.accent_color)
  const due = me.data?.second_factor?.due
  const barred = me.data && screen && !isFor(screen, me.data.role)
  return (
    <div className="frame" data-open={open || undefined}>
      <a className="skip" href="#main">
        <Trans>Skip to the content</Trans>
      </a>
      <header className="frame-head">
        <Group wrap="nowrap" gap="sm" miw={0}>
          <Team />
        </Group>
        <Group wrap="nowrap" gap="xs" flex="none">
          <Connection />
          <Everywhere />
          {me.data && <Availability me={me.data} />}
          <Box visibleFrom="sm">
            <LanguageButton />
          </Box>
          <Bell />
          <UnstyledButton
            className="account"
            visibleFrom="sm"
            aria-label={t`My account`}
            renderRoot={(props) => <Link to="/me" {...props} />}
          >
            {me.data && <Avatar id={me.data.agent_id} name={`${me.data.first_name} ${me.data.last_name}`} />}
            {me.data?.first_name ?? '…'}
          </UnstyledButton>
        </Group>
      </header>
      <nav id={MENU_ID} className="frame-menu" aria-label={t`Screens`}>
        <Screens role={role} path={path} onGo={close} />
        <div className="menu-foot">
          <Wordmark height={18} />
          <Box hiddenFrom="sm">
            <LanguageButton whole />
          </Box>
        </div>
      </nav>
      <main id="main" className="frame-main" tabIndex={-1}>
        {due && (
          <Suspense>
            <SecondFactorDue due={due} zone={me.data?.team.time_zone ?? 'UTC'} />
          </Suspense>
        )}
        {barred ? (
          <Suspense>
            <Barred />
          </Suspense>
        ) : (
          children
        )}
      </main>
      <nav className="frame-bar" aria-label={t`Most used`}>
        <MobileBar role={role} path={path} onMenu={toggle} open={open} />
      </nav>
      <Suspense>
        <Installed />
      </Suspense>
      <Keys />
    </div>
  )
}

/** The team's name, and the user's role. */
function Team() {
  const { i18n } = useLingui()
  const me = useMe()
  return (
    <>
      {me.data?.team.logo ? (
        <TeamLogo tag={me.data.team.logo} height={32} />
      ) : (
        <img src="/icon.svg" alt="" width={28} height={28} className="mark" />
      )}
      <Text fw={700} truncate>
        {me.data?.team.name ?? 'Relevo'}
      </Text>
      {me.data && (
        <Badge variant="light" visibleFrom="sm" tt="none" flex="none">
          {i18n._(ROLES[me.data.role])}
        </Badge>
      )}
    </>
  )
}

/** Shows that there is no connection. */
function Connection() {
  const online = useOnline()
  return (
    <div role="status">
      {!online && (
        <Badge color="red.9" variant="filled" tt="none">
          <Trans>Offline</Trans>
        </Badge>
      )}
    </div>
  )
}
