import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import { IconBookmark, IconBroadcast, IconRoute, IconSettings, IconUser, type Icon } from '@/ui/icons'
import { useQuery } from '@tanstack/react-query'
import { useLingui } from '@lingui/react/macro'
import { type Me, supervises, useConsole } from '@/api/context'
import { membersQuery } from '@/api/queries/members'
import { routesQuery } from '@/api/queries/routes'
import { sourcesQuery } from '@/api/queries/sources'
import { viewsQuery } from '@/api/queries/views'
import type { Member } from '@/features/agents/useAgents'
import { fullName } from '@/ui/words/names'
import { ACTS, isFor, SCREENS } from '../screens'
import { isAct } from './acts'

/** Something that can be found, and where it is. */
export interface Place {
  id: string
  label: string
  to: string
  icon: Icon
  /** What it is found by besides its label. */
  also?: string
}

const SETTINGS: { label: MessageDescriptor; to: string; also: string }[] = [
  {
    label: msg`Team name and language`,
    to: '/settings#team',
    also: 'team equipo nombre name idioma language país country',
  },
  { label: msg`Time zone`, to: '/settings#team', also: 'zona horaria reloj time zone clock' },
  { label: msg`Working hours`, to: '/settings#hours', also: 'horario laboral working hours' },
  {
    label: msg`Restrictions`,
    to: '/settings#restrictions',
    also: 'restricciones masked ocultar contacto hide see ver',
  },
  { label: msg`Repeat leads`, to: '/settings#leads', also: 'repetidos repeat duplicates duplicados' },
  {
    label: msg`How long data is kept`,
    to: '/settings/privacy#kept',
    also: 'privacidad retención retention privacy plazo',
  },
]

/** The members, routes and sources that I may open; read once the finder opens. */
export function usePlan(me: Me | undefined) {
  const { api } = useConsole()
  const supervising = supervises(me)
  const members = useQuery({ ...membersQuery(api), enabled: supervising })
  const routes = useQuery({ ...routesQuery(api), enabled: supervising })
  const sources = useQuery({ ...sourcesQuery(api), enabled: me?.role === 'rainmaker' })
  return {
    members: (members.data?.items ?? []).filter((one) => one.status !== 'removed'),
    routes: routes.data?.items ?? [],
    sources: sources.data?.items ?? [],
  }
}

/** The saved views of the list of leads; read once the finder opens. */
export function useViewPlaces(me: Me | undefined): Place[] {
  const { api } = useConsole()
  const { data } = useQuery({ ...viewsQuery(api), enabled: supervises(me) })
  return (data?.items ?? []).map((one) => ({
    id: one.view_id,
    label: one.name,
    to: `/leads?${String(new URLSearchParams({ ...one.wanted, view: one.view_id }))}`,
    icon: IconBookmark,
    also: 'view vista',
  }))
}

export type Plan = ReturnType<typeof usePlan>

export const placeOf = {
  member: (one: Member): Place => ({
    id: one.agent_id,
    label: fullName(one),
    to: `/agents/${one.agent_id}`,
    icon: IconUser,
    also: one.email,
  }),
  route: (one: Plan['routes'][number]): Place => ({
    id: one.route_id,
    label: one.title,
    to: `/routes/${one.route_id}`,
    icon: IconRoute,
  }),
  source: (one: Plan['sources'][number]): Place => ({
    id: one.source_id,
    label: one.title,
    to: `/sources/${one.source_id}`,
    icon: IconBroadcast,
    also: one.kind,
  }),
}

/** Return the screens, and the settings, that a role may open. */
export function useScreens(role: Me['role'] | undefined): { screens: Place[]; settings: Place[] } {
  const { i18n } = useLingui()
  const named = ({ to, label, icon }: (typeof SCREENS)[number]): Place => ({ id: to, label: i18n._(label), to, icon })
  const settings = SETTINGS.map((one, at) => {
    return { ...one, id: `setting ${at}`, label: i18n._(one.label), icon: IconSettings }
  })
  return {
    screens: [...SCREENS, ...ACTS.filter((one) => !isAct(one.to))].filter((screen) => isFor(screen, role)).map(named),
    settings: role === 'rainmaker' ? settings : [],
  }
}
