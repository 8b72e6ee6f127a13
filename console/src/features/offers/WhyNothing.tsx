import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type Me, useConsole } from '@/api/context'
import { when } from '@/lib/locale'
import { useNowAt } from '@/lib/useNow'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { OBSTACLES } from '@/ui/words/obstacles'

type Reason = Me['receiving']['reasons'][number]

const MINE: Reason[] = ['paused_own', 'missed', 'hours']

interface Props {
  me: Me | undefined
  /** Whether a line is enough; whoever is on no active route does not even get that. */
  slim?: boolean
}

/** Why no offer comes: all that stands in the way, or that there simply is none now. */
export function WhyNothing({ me, slim = false }: Props) {
  const { t } = useLingui()
  if (slim) return me && <InALine me={me} />
  if (!me || me.receiving.now) {
    return (
      <Empty title={t`Nothing to claim now`} action={<ToOtherLeads me={me} />}>
        <Trans>You are available: the next lead of your routes shows here by itself.</Trans>
      </Empty>
    )
  }
  return (
    <Empty
      title={t`You are not offered leads now`}
      action={me.receiving.reasons.some((reason) => MINE.includes(reason)) ? <ToMyHours /> : <ToOtherLeads me={me} />}
    >
      <Stack gap={4}>
        {me.receiving.reasons.map((reason) => (
          <div key={reason}>
            <Obstacle reason={reason} me={me} />
          </div>
        ))}
      </Stack>
      {me.receiving.limits.map((limit) => (
        <Text key={limit.period} size="sm" mt={4}>
          <Limit {...limit} />
        </Text>
      ))}
    </Empty>
  )
}

function InALine({ me }: { me: Me }) {
  const { now, reasons } = me.receiving
  if (reasons.includes('on_no_active_route')) return null
  return (
    <Text size="sm" c="dimmed">
      {now ? (
        <Trans>Nothing to claim now: the next lead of your routes shows here by itself.</Trans>
      ) : (
        <>
          <Trans>You are not offered leads now</Trans>
          {': '}
          {reasons.map((reason) => (
            <span key={reason}>
              <Obstacle reason={reason} me={me} />{' '}
            </span>
          ))}
          <Anchor inherit underline="always" renderRoot={(props) => <Link to="/me" {...props} />}>
            <Trans>Your pauses and hours</Trans>
          </Anchor>
        </>
      )}
    </Text>
  )
}

function ToMyHours() {
  return (
    <GoTo to="/me">
      <Trans>Your pauses and hours</Trans>
    </GoTo>
  )
}

/** The pool, where one may see it; else one's own leads. */
function ToOtherLeads({ me }: { me: Me | undefined }) {
  return me?.team.agents_see_pool ? (
    <GoTo to="/pool">
      <Trans>Open the pool</Trans>
    </GoTo>
  ) : (
    <GoTo to="/mine">
      <Trans>See your leads</Trans>
    </GoTo>
  )
}

function Obstacle({ reason, me }: { reason: Reason; me: Me }) {
  const { t, i18n } = useLingui()
  const { clock } = useConsole()
  const away = [...me.pauses, ...(me.absences ?? [])]
  const now = useNowAt(
    () => clock.now(),
    away.flatMap((one) => [one.from, one.until]),
  )
  const begun = away.find(
    (one) => !one.route_id && Date.parse(one.from ?? one.at) <= now && !(one.until && Date.parse(one.until) <= now),
  )
  if (reason !== 'paused_own' || !begun?.until) return i18n._(OBSTACLES[reason])
  const until = when(begun.until, me.time_zone ?? me.team.time_zone)
  return t`You have paused yourself until ${until}.`
}

function Limit({ period, used, max }: Me['receiving']['limits'][number]) {
  const { t } = useLingui()
  const periods = { day: t`today`, week: t`this week`, month: t`this month`, open: t`open` }
  const when = periods[period]
  return (
    <Trans>
      {used} of {max} {when}
    </Trans>
  )
}
