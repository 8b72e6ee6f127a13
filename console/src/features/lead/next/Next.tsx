import { Trans, useLingui } from '@lingui/react/macro'
import { Alert } from '@mantine/core'
import { IconBolt } from '@/ui/icons'
import type { Me } from '@/api/context'
import { ago, when } from '@/lib/locale'
import { useNow } from '@/lib/useNow'
import type { LeadShown } from '../useLead'
import { type NextAct, nextAct } from './nextAct'

/** What is expected next, in a sentence; the ways to do it stand below. */
export function Next({ lead, me }: { lead: LeadShown; me: Me }) {
  const { t } = useLingui()
  const act = nextAct(lead, me)
  if (!act) return null
  const titles: Record<NextAct['kind'], string> = {
    respond: t`A response is owed`,
    answer: t`They wait for an answer`,
    first: t`Make the first contact`,
  }
  const urgent = act.kind === 'respond'
  return (
    <Alert
      variant="light"
      {...(urgent ? { color: 'red' } : {})}
      icon={<IconBolt aria-hidden />}
      title={titles[act.kind]}
      className="next"
    >
      <Words act={act} zone={me.team.time_zone} />
    </Alert>
  )
}

function Words({ act, zone }: { act: NextAct; zone: string }) {
  const now = useNow(Date.now, 60_000)
  const list = useActions()
  if (act.kind === 'respond') {
    const [actions, due] = [list(act.actions), when(act.due, zone)]
    return (
      <Trans>
        Log {actions} before {due}, or the lead moves on.
      </Trans>
    )
  }
  if (act.kind === 'answer') {
    const since = ago(act.since, now)
    return <Trans>Their last message came {since}.</Trans>
  }
  return <Trans>Nobody has been in touch yet: call, and say here what happened.</Trans>
}

/** Return how to name the acts that count as a response: "a call or an e-mail". */
function useActions(): (actions: readonly string[]) => string {
  const { i18n, t } = useLingui()
  const words: Record<string, string> = {
    call: t`a call`,
    email: t`an e-mail`,
    text: t`a message`,
    appointment: t`an appointment`,
  }
  return (actions) =>
    new Intl.ListFormat(i18n.locale, { type: 'disjunction' }).format(actions.map((action) => words[action] ?? action))
}
