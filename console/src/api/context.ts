import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { ServerClock } from '@/lib/clock'
import type { Api, Shapes } from './client'
import { meQuery } from './queries/me'
import type { Session } from './session'

export interface Console {
  api: Api
  /** Where live connections are opened, if the deployment has them. */
  live?: string | undefined
  clock: ServerClock
  /** Sign out on this device, or on all devices. */
  leave: (everywhere?: boolean) => Promise<void>
  /** Ask the user pool something about one's own account. */
  askPool: Session['askPool']
}

export const ConsoleContext = createContext<Console | null>(null)

/** Return the API client, the server's clock, and how to sign out. */
export function useConsole(): Console {
  const found = useContext(ConsoleContext)
  if (!found) throw new Error('outside of the console')
  return found
}

export type Me = Shapes['Me']

/** Who is signed in. */
export function useMe() {
  const { api } = useConsole()
  return useQuery(meQuery(api))
}

export const supervises = (me: Me | undefined) => me?.role === 'manager' || me?.role === 'rainmaker'
