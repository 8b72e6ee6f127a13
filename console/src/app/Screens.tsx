import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Me } from '@/api/context'
import { type Group as GroupName, isFor, SCREENS, screenOf } from './screens'

/** The menu's id, for `aria-controls`. */
export const MENU_ID = 'screens'
const ON_THE_BAR = 4

const GROUPS: Record<GroupName, ReturnType<typeof msg>> = {
  work: msg`My leads`,
  team: msg`Team`,
  plan: msg`Routing`,
  own: msg`My account`,
}

/** The menu: every screen that the role may open, in groups. */
export function Screens({ role, path, onGo }: { role: Me['role'] | undefined; path: string; onGo: () => void }) {
  const { i18n } = useLingui()
  const here = screenOf(path)
  const shown = SCREENS.filter((screen) => isFor(screen, role))
  return (Object.keys(GROUPS) as GroupName[])
    .map((group) => ({ group, screens: shown.filter((screen) => screen.group === group) }))
    .filter(({ screens }) => screens.length > 0)
    .map(({ group, screens }) => (
      <Stack key={group} gap={2} mb="xs" role="group" aria-label={i18n._(GROUPS[group])}>
        <Text size="xs" c="dimmed" fw={600} px="sm" py={2} aria-hidden>
          {i18n._(GROUPS[group])}
        </Text>
        {screens.map((screen) => (
          <UnstyledButton
            key={screen.to}
            className="screen"
            renderRoot={(props) => (
              <Link
                to={screen.to as '/'}
                {...props}
                {...(screen === here ? { 'aria-current': 'page' as const } : {})}
              />
            )}
            onClick={onGo}
          >
            <screen.icon size={18} stroke={1.6} aria-hidden />
            {i18n._(screen.label)}
          </UnstyledButton>
        ))}
      </Stack>
    ))
}

/** The bar on a phone: the most used screens, and the menu. */
export function MobileBar({ path, onMenu, open }: { path: string; onMenu: () => void; open: boolean }) {
  const { t, i18n } = useLingui()
  const here = screenOf(path)
  return (
    <Group h="100%" grow gap={0} wrap="nowrap" preventGrowOverflow={false}>
      {SCREENS.slice(0, ON_THE_BAR).map((screen) => (
        <UnstyledButton
          key={screen.to}
          className="bar"
          mod={{ active: screen === here }}
          renderRoot={(props) => <Link to={screen.to as '/'} {...props} />}
        >
          <screen.icon size={22} stroke={1.6} aria-hidden />
          <span>{i18n._(screen.label)}</span>
        </UnstyledButton>
      ))}
      <UnstyledButton
        className="bar"
        mod={{ active: open }}
        onClick={onMenu}
        aria-expanded={open}
        aria-controls={MENU_ID}
      >
        <IconMenu2 size={22} stroke={1.6} aria-hidden />
        <span>{t`More`}</span>
      </UnstyledButton>
    </Group>
  )
}
