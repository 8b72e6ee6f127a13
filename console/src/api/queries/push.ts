import { queryOptions } from '@tanstack/react-query'
import { lookAround } from '@/lib/push'
import { type Api, body } from '../client'
import { KEYS } from './keys'

/** My browsers that are pushed to. */
export const subscriptionsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...KEYS.push, 'subscriptions'],
    queryFn: () => body(api.GET('/me/push-subscriptions')),
  })

/** What this browser is able to, and whether it is subscribed. */
export const thisBrowserQuery = () =>
  queryOptions({ queryKey: [...KEYS.push, 'this-browser'], queryFn: lookAround, networkMode: 'always' })
