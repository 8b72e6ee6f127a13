import { Trans, useLingui } from '@lingui/react/macro'
import { List, Text } from '@mantine/core'
import type { Me } from '@/api/context'
import { Empty } from '@/ui/Empty'
import { OBSTACLES } from '@/ui/obstacles'

/** Why no offer comes: all that stands in the way, or that there simply is none now. */
export function WhyNothing({ me }: { me: Me | undefined }) {
  const { t, i18n } = useLingui()
  if (!me || me.receiving.now) {
    return (
      <Empty title={t`Nothing to claim now`}>
        <Trans>You are available: the next lead of your routes shows here by itself.</Trans>
      </Empty>
    )
  }
  return (
    <Empty title={t`You are not offered leads now`}>
      <List spacing={4} listStyleType="none">
        {me.receiving.reasons.map((reason) => (
          <List.Item key={reason}>{i18n._(OBSTACLES[reason])}</List.Item>
        ))}
      </List>
      {me.receiving.limits.map((limit) => (
        <Text key={limit.period} size="sm">
          <Limit period={limit.period} used={limit.used} max={limit.max} />
        </Text>
      ))}
    </Empty>
  )
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
