import { queryOptions } from '@tanstack/react-query'
import { type Api, body } from '../client'
import { readConfig } from '../config'
import { KEYS } from './keys'

/** What holds for the whole team; the Rainmaker's alone to read. */
export const settingsQuery = (api: Api) =>
  queryOptions({ queryKey: KEYS.settings, queryFn: () => body(api.GET('/settings')) })

/** The deployment's configuration. */
export const configQuery = () => queryOptions({ queryKey: KEYS.config, queryFn: readConfig, staleTime: Infinity })
