import { useLingui } from '@lingui/react/macro'
import { IconClock, IconClockExclamation } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { ago, lasting, money, when } from '@/lib/locale'
import { StateBadge } from '@/ui/leads/StateBadge'
import { Named } from '@/ui/members/Avatar'
import { fullName } from '@/ui/words/names'
import { OUTCOMES } from '@/ui/words/reasons'
import { STAGES } from '@/ui/words/states'
import type { Column } from './columns'
import type { Lead } from './useLeads'
import classes from './LeadRow.module.css'

// Rows are plain elements: while one scrolls, dozens are drawn in a second, and a component of Mantine's takes ten times
// as long as what it draws.

/** Leads of the team show their state and owner, my own how far they have come. */
export type Shown = 'team' | 'mine'

interface Props {
  lead: Lead
  now: number
  /** The team's time zone, once it is known. */
  zone: string | undefined
  shown: Shown
  /** Whether it is chosen, where leads can be. */
  chosen: boolean | undefined
  onChoose: ((lead: Lead) => void) | undefined
}

interface RowProps extends Props {
  columns: Column[]
}

/** A lead as a row of the table. Scrolling draws only rows that come into sight. */
export const LeadRow = memo(function LeadRow({ lead, now, zone, shown, chosen, onChoose, columns }: RowProps) {
  return (
    <>
      {onChoose && (
        <div role="cell" className="above">
          <Choose lead={lead} chosen={chosen} onChoose={onChoose} />
        </div>
      )}
      <div role="cell">
        <Name lead={lead} />
      </div>
      {columns.includes('source') && (
        <div role="cell" className={classes.text}>
          {lead.source_title ?? '–'}
        </div>
      )}
      {columns.includes('state') && (
        <div role="cell">
          <How lead={lead} shown={shown} />
        </div>
      )}
      {shown === 'team' && columns.includes('owner') && (
        <div role="cell" className={classes.text}>
          {lead.owner && lead.owner_name ? <Named id={lead.owner} name={lead.owner_name} /> : '–'}
        </div>
      )}
      {columns.includes('waiting') && (
        <div role="cell">
          <Waits lead={lead} now={now} short />
        </div>
      )}
      {columns.includes('activity') && (
        <div role="cell">
          <Since instant={lead.last_activity_at} now={now} zone={zone} />
        </div>
      )}
    </>
  )
})

/** A lead as a card, for a phone. */
export const LeadCard = memo(function LeadCard({ lead, now, zone, shown, chosen, onChoose }: Props) {
  return (
    <div className={classes.place}>
      <div className={`lead-card ${classes.card}`}>
        {onChoose && (
          <div className="above">
            <Choose lead={lead} chosen={chosen} onChoose={onChoose} />
          </div>
        )}
        <div className={classes.lines}>
          <div className={classes.line}>
            <Name lead={lead} />
            <How lead={lead} shown={shown} />
          </div>
          <div className={`${classes.text} ${classes.dim}`}>
            {[lead.source_title, shown === 'team' && lead.owner_name].filter(Boolean).join(' · ')}
          </div>
          <div className={classes.line}>
            {lead.waiting_since ? <Waits lead={lead} now={now} /> : <span />}
            <Since instant={lead.last_activity_at} now={now} zone={zone} />
          </div>
        </div>
      </div>
    </div>
  )
})

type ChooseProps = Pick<Props, 'lead' | 'chosen'> & { onChoose: (lead: Lead) => void }

function Choose({ lead, chosen = false, onChoose }: ChooseProps) {
  const { t } = useLingui()
  const name = fullName(lead.contact) || t`Without a name`
  return (
    <input
      type="checkbox"
      className={classes.choice}
      aria-label={t`Choose ${name}`}
      checked={chosen}
      onChange={() => onChoose(lead)}
    />
  )
}

function Name({ lead }: { lead: Lead }) {
  const { t } = useLingui()
  return (
    <Link to="/leads/$leadId" params={{ leadId: lead.lead_id }} className={`row-link ${classes.name}`}>
      {fullName(lead.contact) || t`Without a name`}
    </Link>
  )
}

function How({ lead, shown }: { lead: Lead; shown: Shown }) {
  const { i18n } = useLingui()
  const known = lead.outcome
    ? OUTCOMES[lead.outcome]
    : shown === 'team' && lead.state === 'owned'
      ? STAGES[lead.stage]
      : null
  const { reason, value } = lead.closing ?? {}
  const more = [known && i18n._(known), reason, value && money(value.amount, value.currency)]
    .filter(Boolean)
    .join(' · ')
  return (
    <div className={classes.how}>
      {shown === 'team' || lead.state === 'closed' ? (
        <StateBadge state={lead.state} />
      ) : (
        <span className={classes.badge}>{i18n._(STAGES[lead.stage])}</span>
      )}
      {more && <span className={classes.more}>{more}</span>}
    </div>
  )
}

/** Since when the person waits for an answer, marked where that is too long; a dash where they do not. */
function Waits({ lead, now, short = false }: { lead: Lead; now: number; short?: boolean }) {
  const { t } = useLingui()
  if (!lead.waiting_since)
    return (
      <span className={`${classes.text} ${classes.dim}`} aria-label={t`Does not wait`} role="img">
        –
      </span>
    )
  const time = lasting(lead.waiting_since, now)
  return (
    <span className={lead.waits_too_long ? `${classes.badge} ${classes.late}` : classes.waits}>
      {lead.waits_too_long ? (
        <IconClockExclamation size={12} role="img" aria-label={t`Waits too long`} aria-hidden={false} />
      ) : (
        <IconClock size={12} aria-hidden />
      )}
      {short ? time : t`Waits ${time}`}
    </span>
  )
}

function Since({ instant, now, zone }: { instant: string; now: number; zone: string | undefined }) {
  return (
    <time
      className={`${classes.text} ${classes.dim}`}
      dateTime={instant}
      {...(zone ? { title: when(instant, zone) } : {})}
    >
      {ago(instant, now)}
    </time>
  )
}
