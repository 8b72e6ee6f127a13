import { Trans, useLingui } from '@lingui/react/macro'
import { AppShell, Badge, Burger, Button, Group, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useConsole, useMe } from '@/api/context'
import { useLive } from '@/api/live'
import { Availability } from '@/features/me/Availability'
import { Bell } from '@/features/notifications/Bell'
import { usePushes } from '@/features/notifications/usePushes'
import { useOnline } from '@/lib/online'
import { Empty } from '@/ui/Empty'
import { MyLanguage } from '@/ui/MyLanguage'
import { ROLES } from '@/ui/states'
import { Everywhere } from './Everywhere'
import { MENU_ID, MobileBar, Screens } from './Screens'
import { isFor, screenOf } from './screens'
import { ThemeSwitch } from './ThemeSwitch'

/** What is around every screen: who and which team, the own availability, the bell, and the way to everywhere. */
export function Shell() {
  const { t, i18n } = useLingui()
  const { leave } = useConsole()
  const me = useMe()
  useLive()
  usePushes()
  const [open, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const screen = screenOf(path)
  const barred = me.data && screen && !isFor(screen, me.data.role)
  return (
    <AppShell
      header={{ height: 60 }}
      footer={{ height: { base: 60, sm: 0 } }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding={{ base: 'md', sm: 'lg' }}
    >
      <a className="skip" href="#main">
        <Trans>Skip to the content</Trans>
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap" gap="sm" miw={0}>
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t`Menu`} aria-controls={MENU_ID} />
            <Text fw={700} truncate>
              {me.data?.team.name ?? 'Relevo'}
            </Text>
            {me.data && (
              <Badge variant="light" visibleFrom="sm" tt="none" flex="none">
                {i18n._(ROLES[me.data.role])}
              </Badge>
            )}
          </Group>
          <Group wrap="nowrap" gap="xs" flex="none">
            <Connection />
            <Everywhere role={me.data?.role} />
            {me.data && <Availability me={me.data} />}
            <Bell />
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="subtle" px="xs" aria-label={t`Account`}>
                  {me.data?.first_name ?? '…'}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{me.data?.email}</Menu.Label>
                <Group px="sm" py="xs">
                  <MyLanguage />
                </Group>
                <Group px="sm" pb="xs">
                  <ThemeSwitch />
                </Group>
                <Menu.Divider />
                <Menu.Item onClick={leave}>
                  <Trans>Sign out</Trans>
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar id={MENU_ID} p="xs" aria-label={t`Screens`} style={{ overflowY: 'auto' }}>
        <Screens role={me.data?.role} path={path} onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        {barred ? (
          <Empty title={t`This is not for your role`}>
            <Trans>Ask your Rainmaker if you need it. What each role may do is told under “Roles and permissions”.</Trans>
          </Empty>
        ) : (
          <Outlet />
        )}
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm" component="nav" aria-label={t`Most used`}>
        <MobileBar path={path} onMenu={toggle} open={open} />
      </AppShell.Footer>
    </AppShell>
  )
}

/** Says that there is no connection, for as long as there is none. */
function Connection() {
  const online = useOnline()
  return (
    <div role="status">
      {!online && (
        <Badge color="red" variant="filled">
          <Trans>Offline</Trans>
        </Badge>
      )}
    </div>
  )
}
