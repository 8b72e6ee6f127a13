import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { body } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { when } from '@/lib/locale'
import { Loaded } from '@/ui/layout/Loaded'
import { LoadMore } from '@/ui/lists/LoadMore'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { type Sending, type Target, useSendings } from './useTargets'
import { answered, canResend, SENT, STATUSES } from './words'

/** What a target was to be told, and what came of it. */
export function Sendings({ target }: { target: Target }) {
  const sendings = useSendings(target.target_id)
  return (
    <Loaded query={sendings} height={120}>
      {(items) =>
        items.length === 0 ? (
          <Text size="sm" c="dimmed">
            <Trans>Nothing has been sent in 30 days. What happens next shows here.</Trans>
          </Text>
        ) : (
          <Stack gap="md">
            {items.map((sending) => (
              <OneSending key={sending.delivery_id} sending={sending} target={target} />
            ))}
            <LoadMore of={sendings} />
          </Stack>
        )
      }
    </Loaded>
  )
}

const COLORS: Record<Sending['status'], string> = { pending: 'gray', delivered: 'relevo', failed: 'red' }

function OneSending({ sending, target }: { sending: Sending; target: Target }) {
  const { t, i18n } = useLingui()
  const { api } = useConsole()
  const { data: me } = useMe()
  const resend = useApiMutation(
    () => {
      const params = { path: { target_id: target.target_id, delivery_id: sending.delivery_id } }
      return body(api.POST('/outbound/{target_id}/deliveries/{delivery_id}/resend', { params }))
    },
    { touches: TOUCHED.outbound, success: t`It is on its way again.` },
  )
  if (!me) return null
  const zone = me.team.time_zone
  return (
    <Group justify="space-between" align="start" gap="xs">
      <Stack gap={2} flex="1 1 260px">
        <Group gap="xs">
          <Badge variant="light" tt="none" color={COLORS[sending.status]}>
            {i18n._(STATUSES[sending.status])}
          </Badge>
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId: sending.lead_id }} {...props} />}
          >
            {i18n._(SENT[sending.event])}
          </Anchor>
          <Text size="sm" c="dimmed" component="time" dateTime={sending.at}>
            {when(sending.at, zone)}
          </Text>
        </Group>
        <Attempts sending={sending} zone={zone} />
      </Stack>
      {canResend(sending, target) && (
        <Button size="xs" variant="default" onClick={() => resend.mutate()} loading={resend.isPending}>
          <Trans>Send again</Trans>
        </Button>
      )}
    </Group>
  )
}

function Attempts({ sending, zone }: { sending: Sending; zone: string }) {
  const { i18n } = useLingui()
  const last = sending.attempts.at(-1)
  const due = sending.due && when(sending.due, zone)
  const tries = sending.tries
  const said = last && answered(last)
  const came = said && (typeof said === 'string' ? said : i18n._(said))
  return (
    <Text size="sm" c="dimmed">
      {came && (
        <Trans>
          Attempts: {tries}, the last one: {came}
        </Trans>
      )}
      {due && sending.status === 'pending' && (
        <>
          {came && ' · '}
          <Trans>Next try at {due}</Trans>
        </>
      )}
    </Text>
  )
}
