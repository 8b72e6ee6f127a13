import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type Me, useConsole } from '@/api/context'
import { when } from '@/lib/locale'
import { Empty } from '@/ui/layout/Empty'
import { OBSTACLES } from '@/ui/words/obstacles'

type Reason = Me['receiving']['reasons'][number]

/** Why no offer comes: all that stands in the way, or that there simply is none now. */
export function WhyNothing({ me }: { me: Me | undefined }) {
  const { t } = useLingui()
  if (!me || me.receiving.now) {
    return (
      <Empty title={t`Nothing to claim now`}>
        <Trans>You are available: the next lead of your routes shows here by itself.</Trans>
      </Empty>
    )
  }
  const mine: Reason[] = ['paused_own', 'missed', 'hours']
  return (
    <Empty title={t`You are not offered leads now`}>
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
      {me.receiving.reasons.some((reason) => mine.includes(reason)) && (
        <Anchor mt="sm" display="inline-block" renderRoot={(props) => <Link to="/me" {...props} />}>
          <Trans>Your pauses and hours</Trans>
        </Anchor>
      )}
    </Empty>
  )
}

function Obstacle({ reason, me }: { reason: Reason; me: Me }) {
  const { t, i18n } = useLingui()
  const { clock } = useConsole()
  const begun = me.pauses.find((one) => !one.route_id && Date.parse(one.from ?? one.at) <= clock.now())
  if (reason !== 'paused_own' || !begun?.until) return i18n._(OBSTACLES[reason])
  const until = when(begun.until, me.team.time_zone)
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
