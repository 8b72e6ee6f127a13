import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import {
  IconBell,
  IconBroadcast,
  IconChartBar,
  IconClipboardList,
  IconGauge,
  IconHandStop,
  IconHistory,
  IconInbox,
  IconLayoutGrid,
  IconListCheck,
  IconMailQuestion,
  IconMessage,
  IconRoute,
  IconSettings,
  IconShieldCheck,
  IconShieldLock,
  IconSunHigh,
  IconUser,
  IconUserHeart,
  IconUsers,
  IconUsersGroup,
  type Icon,
} from '@/ui/icons'
import type { Me } from '@/api/context'

export type Group = 'work' | 'team' | 'plan' | 'own'

export interface Screen {
  to: string
  label: MessageDescriptor
  icon: Icon
  group: Group
  /** The roles that may open it; all where none are given. */
  roles?: Me['role'][]
  /** The roles whose menu has it, of those that may open it. */
  listed?: Me['role'][]
}

const SUPERVISORS: Me['role'][] = ['manager', 'rainmaker']
const RAINMAKER: Me['role'][] = ['rainmaker']

/** The screens of the menu, in its order. */
export const SCREENS: Screen[] = [
  // For whoever supervises, this address leads to the dashboard.
  { to: '/', label: msg`My day`, icon: IconSunHigh, group: 'work', listed: ['agent'] },
  { to: '/mine', label: msg`Mine`, icon: IconUserHeart, group: 'work' },
  { to: '/pool', label: msg`Pool`, icon: IconInbox, group: 'work' },
  { to: '/tasks', label: msg`Tasks`, icon: IconListCheck, group: 'work' },
  { to: '/dashboard', label: msg`Dashboard`, icon: IconGauge, group: 'team', roles: SUPERVISORS },
  { to: '/leads', label: msg`Leads`, icon: IconUsersGroup, group: 'team', roles: SUPERVISORS },
  { to: '/to-read', label: msg`To read`, icon: IconMailQuestion, group: 'team', roles: SUPERVISORS },
  { to: '/report', label: msg`Report`, icon: IconChartBar, group: 'team', roles: SUPERVISORS },
  { to: '/agents', label: msg`Agents`, icon: IconUsers, group: 'team', roles: SUPERVISORS },
  { to: '/routes', label: msg`Routes`, icon: IconRoute, group: 'plan', roles: SUPERVISORS },
  { to: '/coverage', label: msg`Coverage`, icon: IconLayoutGrid, group: 'plan', roles: SUPERVISORS },
  { to: '/sources', label: msg`Sources`, icon: IconBroadcast, group: 'plan', roles: RAINMAKER },
  { to: '/settings', label: msg`Settings`, icon: IconSettings, group: 'plan', roles: RAINMAKER },
  { to: '/audit', label: msg`Audit`, icon: IconHistory, group: 'plan', roles: RAINMAKER },
  { to: '/notifications', label: msg`Notifications`, icon: IconBell, group: 'own' },
  { to: '/me', label: msg`My profile`, icon: IconUser, group: 'own' },
  { to: '/roles', label: msg`Roles and permissions`, icon: IconShieldCheck, group: 'own' },
]

/** Screens that are not in the menu but can be found. */
export const ACTS: Screen[] = [
  { to: '/conversations', label: msg`Open conversations`, icon: IconMessage, group: 'team', roles: SUPERVISORS },
  { to: '/leads/new', label: msg`New lead`, icon: IconClipboardList, group: 'work' },
  { to: '/leads/import', label: msg`Import leads`, icon: IconClipboardList, group: 'team', roles: SUPERVISORS },
  { to: '/routes/new', label: msg`New route`, icon: IconRoute, group: 'plan', roles: RAINMAKER },
  { to: '/routes/try', label: msg`Try a lead`, icon: IconRoute, group: 'plan', roles: SUPERVISORS },
  { to: '/settings/privacy', label: msg`Privacy`, icon: IconShieldLock, group: 'plan', roles: RAINMAKER },
  { to: '/objections', label: msg`Objections`, icon: IconHandStop, group: 'team', roles: SUPERVISORS },
  { to: '/audit/seen', label: msg`Who saw contacts`, icon: IconHistory, group: 'plan', roles: RAINMAKER },
  { to: '/templates', label: msg`Templates`, icon: IconMessage, group: 'plan', roles: RAINMAKER },
  { to: '/outbound', label: msg`Outbound webhooks`, icon: IconBroadcast, group: 'plan', roles: RAINMAKER },
]

/** Return whether a role may open a screen. */
export function isFor(screen: Screen, role: Me['role'] | undefined): boolean {
  return !screen.roles || (role !== undefined && screen.roles.includes(role))
}

/** Return the screens of a role's menu. */
export function menuOf(role: Me['role'] | undefined): Screen[] {
  const listed = ({ listed: roles }: Screen) => !roles || role === undefined || roles.includes(role)
  return SCREENS.filter((screen) => isFor(screen, role) && listed(screen))
}

const BARS: Record<'agent' | 'supervisor', string[]> = {
  agent: ['/', '/mine', '/pool', '/tasks'],
  supervisor: ['/dashboard', '/leads', '/mine', '/tasks'],
}

/** Return the screens of a role's bar on a phone. */
export function barOf(role: Me['role'] | undefined): Screen[] {
  const bar = BARS[role === undefined || role === 'agent' ? 'agent' : 'supervisor']
  return bar.flatMap((to) => SCREENS.find((screen) => screen.to === to) ?? [])
}

const A_LEAD = /^\/leads\/lead_/

/** Return the screen of a path: the longest matching prefix. A lead's own path has none, since every role may open it. */
export function screenOf(path: string): Screen | undefined {
  if (A_LEAD.test(path)) return undefined
  const fits = (to: string) => path === to || (to !== '/' && path.startsWith(`${to}/`))
  return [...ACTS, ...SCREENS].filter((screen) => fits(screen.to)).sort((a, b) => b.to.length - a.to.length)[0]
}
