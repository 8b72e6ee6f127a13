import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Refused } from '@/api/client'
import { useConsole } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { subscriptionsQuery, thisBrowserQuery } from '@/api/queries/push'
import { pushState, subscribe, unsubscribe } from '@/lib/push'
import { useErrorToast } from '@/ui/feedback/useErrorToast'
import { useApiMutation } from '@/ui/feedback/useApiMutation'

/** My browsers that are pushed to, and how this one stands. */
export function useDevices() {
  const { api } = useConsole()
  const devices = useQuery(subscriptionsQuery(api))
  const here = useQuery(thisBrowserQuery())
  const endpoint = here.data?.endpoint ?? null
  // A browser may be subscribed for somebody who signed in before: it counts when the API knows it as mine.
  const mine = devices.data?.items.some((one) => one.endpoint === endpoint) ?? false
  return { devices, endpoint, state: here.data && pushState({ ...here.data, subscribed: mine }) }
}

/** Be pushed to on this browser, or on one of my browsers no more, and try whether it works. */
export function usePushSubscription(publicKey: string | undefined) {
  const { t } = useLingui()
  const { api } = useConsole()
  const refusal = useErrorToast()
  const start = useApiMutation(
    async () => {
      const subscription = publicKey ? await subscribe(publicKey) : null
      const told = subscription?.toJSON()
      if (!told?.endpoint || !told.keys) return
      const { p256dh = '', auth = '' } = told.keys
      await api.POST('/me/push-subscriptions', { body: { endpoint: told.endpoint, keys: { p256dh, auth } } })
    },
    {
      touches: [KEYS.push],
      // What the browser refuses is said where it was asked.
      onError: (error) => error instanceof Refused && refusal(error),
    },
  )
  const stop = useApiMutation(
    async ({ endpoint, isHere }: { endpoint: string; isHere: boolean }) => {
      await api.DELETE('/me/push-subscriptions', { body: { endpoint } })
      if (isHere) await unsubscribe()
    },
    { touches: [KEYS.push] },
  )
  const test = useApiMutation(() => api.POST('/me/push-subscriptions/test'), {
    touches: [],
    success: t`A test is on its way to all your devices.`,
  })
  return { start, unreached: start.isError && !(start.error instanceof Refused), stop, test }
}
