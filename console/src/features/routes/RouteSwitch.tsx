import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Switch, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useRefusal } from '@/ui/Failed'
import { type Route, useSwitch } from './useRoutes'

/** Whether the route takes leads; pausing it can be undone for a while. */
export function RouteSwitch({ route, may }: { route: Route; may: boolean }) {
  const { t } = useLingui()
  const refusal = useRefusal()
  const undo = useSwitch(refusal)
  const turn = useSwitch(refusal, (switched) => {
    if (switched.status === 'paused') sayPaused(switched, () => undo.mutate(switched))
  })
  const busy = turn.isPending || undo.isPending
  const active = route.status === 'active'
  const title = route.title
  return (
    <Switch
      checked={busy ? !active : active}
      disabled={!may || busy}
      onChange={() => turn.mutate(route)}
      aria-label={t`${title} takes leads`}
      pt={4}
    />
  )
}

function sayPaused(route: Route, onUndo: () => void) {
  const id = `paused-${route.route_id}`
  const title = route.title
  const undo = () => {
    notifications.hide(id)
    onUndo()
  }
  notifications.show({
    id,
    autoClose: 10_000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">
          <Trans>“{title}” is paused.</Trans>
        </Text>
        <Button size="xs" variant="default" onClick={undo}>
          <Trans>Undo</Trans>
        </Button>
      </Group>
    ),
  })
}
