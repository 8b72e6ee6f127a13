import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Matches, RouterContextProvider } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { type Api, createApi } from '@/api/client'
import type { Config } from '@/api/config'
import { ConsoleContext, type Me } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { meQuery } from '@/api/queries/me'
import { isPassing, type Refused } from '@/api/refused'
import type { Session } from '@/api/session'
import { forgetRole } from '@/api/useRole'
import { ServerClock } from '@/lib/clock'
import { dropAllDrafts } from '@/lib/draftKeys'
import { usePrinting } from '@/lib/usePrinting'
import { Questions } from '@/ui/feedback/useConfirm'
import { makeRouter } from './router'
import { Shell } from './Shell'
import { theme, variables } from './theme'
import { Toasts } from './Toasts'

const RETRIES = 2
const PATIENCE_MILLISECONDS = 5_000
const SignIn = lazy(async () => ({ default: (await import('./SignIn')).SignIn }))

/**
 * Queries are retried after network and server errors; mutations never. Neither waits for a connection in silence:
 * without one they fail, and that is said.
 */
function makeQueries(): QueryClient {
  // Nobody waits three times for as long as a slow answer may take.
  const again = (error: unknown) => isPassing(error) && (error as Refused).code !== 'slow'
  return new QueryClient({
    queryCache: new QueryCache(),
    mutationCache: new MutationCache(),
    defaultOptions: {
      queries: { retry: (count, error) => again(error) && count < RETRIES, staleTime: 5_000, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

/** After signing in, the API asks the user pool for the second factor: it may have been changed elsewhere. */
async function confirmSecondFactor(me: Me, api: Api, queries: QueryClient) {
  if (!me.second_factor) return
  await api.POST('/me/mfa')
  await queries.invalidateQueries({ queryKey: KEYS.me })
}

export function App({ config, session }: { config: Config; session: Session }) {
  const [signedIn, setSignedIn] = useState(session.known)
  const [ended, setEnded] = useState(false)
  const queries = useMemo(makeQueries, [])
  const router = useMemo(makeRouter, [])
  useEffect(() => {
    if (signedIn) void router.load() // the screen's code comes while the frame is drawn
  }, [signedIn, router])
  const tools = useMemo(() => {
    const forget = (byItself: boolean) => {
      session.forget()
      forgetRole()
      // What was typed is kept for the same member where the session ended by itself.
      if (!byItself) dropAllDrafts()
      // The next user of this device gets no pushes about these leads.
      void import('@/lib/push').then(({ unsubscribe }) => unsubscribe()).catch(() => undefined)
      queries.clear()
      setEnded(byItself)
      setSignedIn(false)
    }
    const api = createApi(config.api, session, () => forget(true))
    const leave = async (everywhere = false) => {
      const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS)
      const ends = api.POST('/me/sign-out', { body: { everywhere }, signal })
      // Signing out everywhere is a promise; on this device it holds without a connection too.
      if (everywhere) await ends
      await Promise.allSettled([ends, session.revoke(signal)])
      forget(false)
      // Whoever signs in here next lands where their role does; a session that ended by itself goes on where it was.
      router.history.replace('/')
    }
    const askPool: Session['askPool'] = (action, body) => session.askPool(action, body)
    return { api, live: config.live, clock: new ServerClock(), leave, askPool }
  }, [config, session, queries, router])
  const enter = async () => {
    // The first request of somebody invited makes them active: until then everything else is refused.
    const me = await queries.fetchQuery(meQuery(tools.api)).catch(() => null)
    setSignedIn(true)
    if (me) void confirmSecondFactor(me, tools.api, queries).catch(() => undefined)
  }
  // On paper everything is in light colours, whichever appearance the screen has.
  const printing = usePrinting()
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        {...(printing && { forceColorScheme: 'light' })}
      >
        <Toasts />
        <QueryClientProvider client={queries}>
          <ConsoleContext.Provider value={tools}>
            {signedIn ? (
              <Questions>
                <RouterContextProvider router={router}>
                  <Shell>
                    <Matches />
                  </Shell>
                </RouterContextProvider>
              </Questions>
            ) : (
              <Suspense>
                <SignIn session={session} ended={ended} onDone={enter} />
              </Suspense>
            )}
          </ConsoleContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  )
}
