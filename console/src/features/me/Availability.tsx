import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, List, Popover, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type Me, useConsole } from '@/api/context'
import { when } from '@/lib/locale'
import { OBSTACLES } from '@/ui/obstacles'
import { standing } from './pauses'
import { usePauses } from './useProfile'

/** Whether I am offered leads now; my own pause, on and off; and what else stands in the way. */
export function Availability({ me }: { me: Me }) {
  const { t } = useLingui()
  const label = me.receiving.now ? t`Available` : t`Not available`
  return (
    <Popover position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <Button
          variant={me.receiving.now ? 'light' : 'default'}
          color={me.receiving.now ? 'green' : 'gray'}
          aria-label={label}
          px="sm"
        >
          <span aria-hidden>{me.receiving.now ? '●' : '○'}</span>
          <Text inherit ml={8} visibleFrom="sm" aria-hidden>
            {label}
          </Text>
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw={320} aria-label={label}>
        <Standing me={me} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Standing({ me }: { me: Me }) {
  const { i18n } = useLingui()
  const { clock } = useConsole()
  const { pause, resume } = usePauses()
  const { paused, planned } = standing(me, clock.now())
  const from = planned && when(planned.from ?? planned.at, me.team.time_zone)
  return (
    <Stack gap="sm">
      {me.receiving.now ? (
        <Text size="sm">
          <Trans>You are offered leads.</Trans>
        </Text>
      ) : (
        <List size="sm" spacing={4} listStyleType="none">
          {me.receiving.reasons.map((reason) => (
            <List.Item key={reason}>{i18n._(OBSTACLES[reason])}</List.Item>
          ))}
        </List>
      )}
      {from && (
        <Text size="sm">
          <Trans>You have a pause planned from {from}. Pausing now would take its place.</Trans>
        </Text>
      )}
      <Button
        variant="default"
        onClick={() => (paused ? resume.mutate(undefined) : pause.mutate({}))}
        loading={pause.isPending || resume.isPending}
      >
        {paused ? <Trans>Resume</Trans> : <Trans>Pause me</Trans>}
      </Button>
      <Anchor size="sm" renderRoot={(props) => <Link to="/me" {...props} />}>
        <Trans>Pauses with dates</Trans>
      </Anchor>
    </Stack>
  )
}
