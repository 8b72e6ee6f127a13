import createClient, { type Middleware } from 'openapi-fetch'
import { heard } from '@/lib/useOnline'
import { Refused, refusalOf } from './refused'
import type { components, paths } from './schema'
import type { Session } from './session'

export { Refused } from './refused'
export type Shapes = components['schemas']

/** As long as the gateway waits for the API: whoever has no answer by then gets none. */
export const PATIENCE_MILLISECONDS = 30_000
const WITHOUT_BODY = [204, 205, 304]

export type Api = ReturnType<typeof createApi>

/**
 * Create an API client that sends the token and throws every refusal as `Refused`.
 *
 * @param onSignedOut is called when the session has ended or expired.
 */
export function createApi(base: string, session: Pick<Session, 'token'>, onSignedOut: () => void) {
  const client = createClient<paths>({ baseUrl: base, fetch: (request) => send(request, session, onSignedOut) })
  client.use(refusals)
  return client
}

const refusals: Middleware = {
  async onResponse({ response }) {
    if (!response.ok && response.status !== 304) throw await refusalOf(response)
    // Whoever stands in between, such as a hotel's sign-in page, is not the API, whatever the status.
    if (response.headers.get('Content-Type')?.startsWith('text/html')) throw new Refused('unreached', 0)
  },
}

async function send(request: Request, session: Pick<Session, 'token'>, onSignedOut: () => void): Promise<Response> {
  const again = request.clone()
  const first = await signed(request, await tokenOf(session))
  if (first.status !== 401) return first
  const renewed = (await hasEnded(first)) ? null : await tokenOf(session, true)
  if (renewed) {
    const second = await signed(again, renewed)
    if (second.status !== 401) return second
  }
  onSignedOut()
  return first
}

/** Return whether the API has ended the session: renewing its token is of no use. */
async function hasEnded(response: Response): Promise<boolean> {
  return (await refusalOf(response.clone())).code === 'session_ended'
}

async function tokenOf(session: Pick<Session, 'token'>, renew = false): Promise<string | null> {
  const connected = navigator.onLine
  try {
    return await session.token(renew)
  } catch {
    throw unanswered(connected)
  }
}

/** Send a request and wait for all of its answer, but no longer than `PATIENCE_MILLISECONDS`. */
async function signed(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set('Authorization', `Bearer ${token}`)
  const connected = navigator.onLine
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(), PATIENCE_MILLISECONDS)
  const giveUp = () => ending.abort()
  request.signal.addEventListener('abort', giveUp)
  try {
    const answer = await whole(await fetch(request, { signal: ending.signal }))
    heard(true)
    return answer
  } catch {
    const late = request.signal.aborted ? isTimeout(request.signal) : ending.signal.aborted
    if (!request.signal.aborted) heard(false)
    throw late ? new Refused('slow', 0) : unanswered(connected)
  } finally {
    clearTimeout(timer)
    request.signal.removeEventListener('abort', giveUp)
  }
}

/** Read an answer to its end: one that breaks off is none. */
async function whole(answer: Response): Promise<Response> {
  if (WITHOUT_BODY.includes(answer.status)) return answer
  return new Response(await answer.arrayBuffer(), { status: answer.status, headers: answer.headers })
}

/** Without a connection before it was sent, nothing was; otherwise the request may have arrived. */
const unanswered = (connected: boolean) => new Refused(connected ? 'unreached' : 'offline', 0)

const isTimeout = ({ reason }: AbortSignal) => reason instanceof DOMException && reason.name === 'TimeoutError'

/** Return the body of a response that has one. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T
}
