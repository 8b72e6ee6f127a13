import { queryOptions } from '@tanstack/react-query'
import { lookAround } from '@/lib/push'
import { type Api, body } from '../client'
import { KEYS } from './keys'

/** My browsers with a push subscription. */
export const subscriptionsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...KEYS.push, 'subscriptions'],
    queryFn: () => body(api.GET('/me/push-subscriptions')),
  })

/** Return what this browser supports, and whether it is subscribed. */
export const thisBrowserQuery = () =>
  queryOptions({ queryKey: [...KEYS.push, 'this-browser'], queryFn: lookAround, networkMode: 'always' })
