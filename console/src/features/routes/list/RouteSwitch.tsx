import { useLingui } from '@lingui/react/macro'
import { Switch } from '@mantine/core'
import { useChosen } from '@/ui/feedback/useChosen'
import { useErrorToast } from '@/ui/feedback/useErrorToast'
import { useUndoToast } from '@/ui/feedback/useUndoToast'
import { type Route, useSwitch } from '../useRoutes'

/** Whether the route takes leads; pausing it can be undone for a while. Hidden from who may not switch it. */
export function RouteSwitch({ route }: { route: Route }) {
  const { t } = useLingui()
  const refusal = useErrorToast()
  const undo = useSwitch(refusal)
  const offer = useUndoToast()
  const title = route.title
  const turn = useSwitch(refusal, (switched) => {
    if (switched.status === 'paused')
      offer(t`“${title}” is paused.`, () => set(undo, switched), `pausing ${route.route_id}`)
  })
  const active = route.status === 'active'
  const chosen = useChosen(active)
  const set = (mutation: typeof turn, from: Route) => {
    chosen.choose(from.status !== 'active')
    mutation.mutate(from, { onSettled: chosen.forget })
  }
  if (!route.may.includes(active ? 'pause' : 'activate')) return null
  return (
    <Switch
      checked={chosen.value}
      disabled={turn.isPending || undo.isPending}
      onChange={() => set(turn, route)}
      aria-label={t`${title} takes leads`}
      pt={4}
    />
  )
}
