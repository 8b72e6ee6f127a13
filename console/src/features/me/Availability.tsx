import { useLingui } from '@lingui/react/macro'
import { Switch } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { body } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { useRefusal } from '@/ui/Failed'
import { OBSTACLES } from '@/ui/obstacles'

/** My own pause, on and off, and whether I am offered leads now. What else keeps me from them is said when I resume. */
export function Availability({ me }: { me: Me }) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const paused = me.pauses.some((pause) => !pause.route_id) || me.receiving.reasons.includes('missed')
  const change = useMutation({
    mutationFn: () => body(paused ? api.DELETE('/me/pause') : api.PUT('/me/pause', { body: {} })),
    onSuccess: (after) => {
      queries.setQueryData(['me'], after)
      const left = after.receiving.reasons.map((reason) => i18n._(OBSTACLES[reason])).join(' ')
      if (paused && left) notifications.show({ message: left })
    },
    onError: refusal,
  })
  const label = me.receiving.now ? t`Available` : paused ? t`Paused` : t`Not available`
  return (
    <Switch
      checked={!paused}
      onChange={() => change.mutate()}
      disabled={change.isPending}
      label={<span className="desk-only">{label}</span>}
      aria-label={t`Available for leads: ${label}`}
      color="green.8"
      withThumbIndicator={false}
    />
  )
}
