import { useLingui } from '@lingui/react/macro'
import { IconClipboardList, IconPlayerPause, IconPlayerPlay, IconRoute, type Icon } from '@/ui/icons'
import type { Me } from '@/api/context'
import { unexpired } from '@/features/agents/pauses/pauses'
import type { Member } from '@/features/agents/useAgents'
import { fullName } from '@/ui/words/names'
import { ACTS, isFor } from '../screens'

/** Something that can be done from the finder. */
export interface Act {
  id: string
  label: string
  icon: Icon
  /** How it is typed, in both languages: people type what they are used to. */
  typed: string
  does: { go: string } | { pause: Member } | { resume: Member }
}

const TYPED: Record<string, string> = {
  '/leads/new': 'new lead add create nuevo prospecto crear añadir alta',
  '/leads/import': 'import leads file csv importar prospectos archivo',
  '/routes/new': 'new route add create nueva ruta crear añadir',
  '/routes/try': 'try a lead test probar un prospecto prueba',
}
const ICONS: Record<string, Icon> = { '/routes/new': IconRoute, '/routes/try': IconRoute }

/** Return whether a screen is there to do something. */
export const isAct = (to: string) => to in TYPED

/** Return what a role can do: make things, and pause or resume each member as they may. */
export function useActs(role: Me['role'] | undefined, members: Member[]): Act[] {
  const { t, i18n } = useLingui()
  const making = ACTS.filter((one) => isAct(one.to) && isFor(one, role)).map(({ to, label }): Act => {
    return {
      id: `do ${to}`,
      label: i18n._(label),
      icon: ICONS[to] ?? IconClipboardList,
      typed: TYPED[to] ?? '',
      does: { go: to },
    }
  })
  const pausing = members.flatMap((one): Act[] => {
    const name = fullName(one)
    if (!name) return []
    const resumes: Act = {
      id: `resume ${one.agent_id}`,
      label: t`Resume ${name}`,
      icon: IconPlayerPlay,
      typed: `resume unpause reanudar reactivar activar ${name}`,
      does: { resume: one },
    }
    const pauses: Act = {
      id: `pause ${one.agent_id}`,
      label: t`Pause ${name}`,
      icon: IconPlayerPause,
      typed: `pause pausar pausa ${name}`,
      does: { pause: one },
    }
    return [...(isPaused(one) ? [resumes] : one.may.includes('pause') ? [pauses] : [])]
  })
  return [...making, ...pausing]
}

/** Return whether the team has paused a member everywhere, and I may end that. */
function isPaused(member: Member): boolean {
  const pauses = unexpired(member.pauses, Date.now())
  return member.may.includes('unpause') && pauses.some((one) => one.side === 'team' && one.route_id === undefined)
}
