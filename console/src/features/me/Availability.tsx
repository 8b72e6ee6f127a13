import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { type Me, useConsole } from '@/api/context'
import { when } from '@/lib/locale'
import { useNowAt } from '@/lib/useNow'
import { OBSTACLES } from '@/ui/words/obstacles'
import { Toggle } from '@/ui/layout/Toggle'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { pauseStatus } from './pauseStatus'
import { usePauses } from './useUpdateMe'

/** My own pause, on and off, and whether I am offered leads now. What else keeps me from them is said when I resume. */
export function Availability({ me }: { me: Me }) {
  const { i18n, t } = useLingui()
  const { clock } = useConsole()
  const confirm = useConfirm()
  const { pause, resume } = usePauses()
  const now = useNowAt(
    () => clock.now(),
    [...me.pauses, ...(me.absences ?? [])].flatMap((one) => [one.from, one.until]),
  )
  const { paused, planned } = pauseStatus(me, now)
  const whyNot: Partial<Record<Me['receiving']['reasons'][number], string>> = {
    paused_team: t`Paused by the team`,
    paused_own: t`On pause`,
    missed: t`On pause`,
    hours: t`Off hours`,
    shift: t`Not on shift`,
    on_no_active_route: t`On no active route`,
  }
  const label = me.receiving.now ? t`Available` : (whyNot[me.receiving.reasons[0] ?? 'hours'] ?? t`Limit reached`)

  function leave() {
    if (!planned) return pause.mutate({})
    const from = when(planned.from ?? planned.at, me.team.time_zone)
    confirm({
      title: t`Pause now?`,
      about: t`You have a pause planned from ${from}. Pausing now replaces it.`,
      verb: t`Pause me`,
      onYes: () => pause.mutate({}),
    })
  }

  function comeBack() {
    resume.mutate(undefined, {
      onSuccess: (after) => {
        const left = after.receiving.reasons.map((reason) => i18n._(OBSTACLES[reason])).join(' ')
        if (left) notifications.show({ message: left })
      },
    })
  }

  return (
    <Toggle
      on={!paused}
      onToggle={paused ? comeBack : leave}
      disabled={pause.isPending || resume.isPending}
      name={t`Available for leads: ${label}`}
      label={<span className="desk-only">{label}</span>}
      idle={!me.receiving.now}
    />
  )
}
