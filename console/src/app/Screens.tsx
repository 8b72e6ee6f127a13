import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Badge, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconMenu2 } from '@/ui/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Me, useConsole } from '@/api/context'
import { toReadCountQuery } from '@/api/queries/toRead'
import { barOf, type Group as GroupName, menuOf, screenOf } from './screens'

/** The menu's id, for `aria-controls`. */
export const MENU_ID = 'screens'

const GROUPS: Record<GroupName, ReturnType<typeof msg>> = {
  work: msg`My leads`,
  team: msg`Team`,
  plan: msg`Routing`,
  own: msg`My account`,
}

const FOR_AGENTS: GroupName[] = ['work', 'team', 'plan', 'own']
// The dashboard is where supervisors land: it is the first of their menu.
const FOR_SUPERVISORS: GroupName[] = ['team', 'work', 'plan', 'own']

const MOST = 100 // the API counts no further

/** The menu: every screen that the role may open, in groups. */
export function Screens({ role, path, onGo }: { role: Me['role'] | undefined; path: string; onGo: () => void }) {
  const { i18n } = useLingui()
  const here = screenOf(path)
  const shown = menuOf(role)
  return (role && role !== 'agent' ? FOR_SUPERVISORS : FOR_AGENTS)
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
            {screen.to === '/to-read' && <Waiting />}
          </UnstyledButton>
        ))}
      </Stack>
    ))
}

/** How many mails wait to be read; nothing if none does. */
function Waiting() {
  const { api } = useConsole()
  const { data } = useQuery(toReadCountQuery(api))
  if (!data?.count) return null
  return (
    <Badge size="sm" variant="light" ml="auto" className="tabular">
      {data.count < MOST ? data.count : `${MOST}+`}
    </Badge>
  )
}

interface BarProps {
  role: Me['role'] | undefined
  path: string
  onMenu: () => void
  open: boolean
}

/** The bar on a phone: the screens that the role uses most, and the menu. */
export function MobileBar({ role, path, onMenu, open }: BarProps) {
  const { t, i18n } = useLingui()
  const here = screenOf(path)
  return (
    <Group h="100%" grow gap={0} wrap="nowrap" preventGrowOverflow={false}>
      {barOf(role).map((screen) => (
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
