import createClient, { type Middleware } from 'openapi-fetch'
import { heard } from '@/lib/useOnline'
import type { components, paths } from './schema'
import type { Session } from './session'

export type Shapes = components['schemas']

/** A refusal of the API, from its problem+json; `code` is `offline` where nothing answered. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    readonly errors: Shapes['FieldError'][] = [],
    readonly owner?: string,
  ) {
    super(detail)
    this.name = 'Refused'
  }
}

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
    if (response.ok || response.status === 304) return
    throw await read(response)
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
  return (await read(response.clone())).code === 'session_ended'
}

async function tokenOf(session: Pick<Session, 'token'>, renew = false): Promise<string | null> {
  try {
    return await session.token(renew)
  } catch {
    throw new Refused('offline', 0, 'There is no connection.')
  }
}

async function signed(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set('Authorization', `Bearer ${token}`)
  try {
    const answer = await fetch(request)
    heard(true)
    return answer
  } catch {
    if (!request.signal.aborted) heard(false)
    throw new Refused('offline', 0, 'There is no connection.')
  }
}

async function read(response: Response): Promise<Refused> {
  let told: Record<string, unknown> = {}
  try {
    told = (await response.json()) as Record<string, unknown>
  } catch {
    // The gateway's own responses may have no body.
  }
  const code = typeof told.code === 'string' ? told.code : `status_${response.status}`
  const detail = typeof told.detail === 'string' ? told.detail : response.statusText
  const errors = Array.isArray(told.errors) ? (told.errors as Refused['errors']) : []
  return new Refused(code, response.status, detail, errors, typeof told.owner === 'string' ? told.owner : undefined)
}

/** Return the body of a response that has one. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T
}
