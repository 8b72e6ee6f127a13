import { useLingui } from '@lingui/react/macro'
import { IconArchive, IconHourglass, IconInbox, IconRoute, IconUserCheck, type Icon } from '@/ui/icons'
import type { Shapes } from '@/api/client'
import { STATES } from '@/ui/words/states'
import classes from './StateBadge.module.css'

type State = Shapes['Lead']['state']

/** Amber waits for an answer, red has nobody, green has an owner, grey is over. */
const LOOKS: Record<State, { tone: 'waits' | 'alarm' | 'good' | 'done'; icon: Icon }> = {
  unrouted: { tone: 'alarm', icon: IconRoute },
  offered: { tone: 'waits', icon: IconHourglass },
  owned: { tone: 'good', icon: IconUserCheck },
  pooled: { tone: 'alarm', icon: IconInbox },
  closed: { tone: 'done', icon: IconArchive },
}

/** A lead's state by colour, sign and word; the same wherever a state is shown. */
export function StateBadge({ state, size = 'md' }: { state: State; size?: 'md' | 'lg' }) {
  const { i18n } = useLingui()
  const { tone, icon: Sign } = LOOKS[state]
  return (
    <span className={classes.state} data-tone={tone} data-size={size}>
      <Sign stroke={2} aria-hidden />
      {i18n._(STATES[state])}
    </span>
  )
}
