import { Trans, useLingui } from '@lingui/react/macro'
import { AppShell, Badge, Burger, Button, Group, Menu, NavLink, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { supervises, useConsole, useMe } from '@/api/context'
import { useLive } from '@/api/live'
import { Availability } from '@/features/me/Availability'
import { Bell } from '@/features/notifications/Bell'
import { LanguageSwitch } from '@/ui/LanguageSwitch'
import { useOnline } from '@/lib/online'

/** What is around every screen: who and which team, the own availability, the language, and the way to everywhere. */
export function Shell() {
  const { t } = useLingui()
  const { leave } = useConsole()
  const me = useMe()
  const online = useOnline()
  useLive()
  const [open, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const screens = [
    { to: '/', label: t`Offers`, shown: true },
    { to: '/mine', label: t`Mine`, shown: true },
    { to: '/pool', label: t`Pool`, shown: true },
    { to: '/leads', label: t`Leads`, shown: supervises(me.data) },
    { to: '/routes', label: t`Routes`, shown: supervises(me.data) },
    { to: '/me', label: t`Me`, shown: true },
  ] as const
  const roles = { rainmaker: t`Rainmaker`, manager: t`Manager`, agent: t`Agent` }
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap" gap="sm" miw={0}>
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t`Menu`} />
            <Text fw={700} truncate>
              {me.data?.team.name ?? 'Relevo'}
            </Text>
            {me.data && (
              <Badge variant="light" visibleFrom="sm" tt="none" flex="none">
                {roles[me.data.role]}
              </Badge>
            )}
          </Group>
          <Group wrap="nowrap" gap="xs" flex="none">
            {!online && (
              <Badge color="red" variant="filled" role="status">
                <Trans>Offline</Trans>
              </Badge>
            )}
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
                <Menu.Item closeMenuOnClick={false} component="div">
                  <LanguageSwitch />
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item onClick={leave}>
                  <Trans>Sign out</Trans>
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t`Screens`}>
        {screens
          .filter((screen) => screen.shown)
          .map((screen) => (
            <NavLink
              key={screen.to}
              renderRoot={(props) => <Link to={screen.to} {...props} />}
              label={screen.label}
              active={screen.to === '/' ? path === '/' : path.startsWith(screen.to)}
              onClick={close}
            />
          ))}
      </AppShell.Navbar>
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  )
}
