// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApi, Refused } from '@/api/client'
import { Session } from '@/api/session'

const CONFIG = { api: 'http://relevo.test/api', userPoolId: 'eu-west-1_Pool', clientId: 'client' }
const HOUR = 3600

/** A token that ends so many seconds from now; only what the console reads of it is in it. */
function token(seconds: number, name = 'token'): string {
  const claims = btoa(JSON.stringify({ exp: Date.now() / 1000 + seconds, name }))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
  return `head.${claims}.signature`
}

const answer = (status: number, told: object) => new Response(JSON.stringify(told), { status })
const pool = vi.fn<typeof fetch>()

beforeEach(() => {
  localStorage.clear()
  pool.mockReset()
  vi.stubGlobal('fetch', pool)
})
afterEach(() => vi.unstubAllGlobals())

function signedIn(id: string): Session {
  const session = new Session(CONFIG)
  session.keep({ id, refresh: 'refresh' })
  return session
}

test('a token that is good for long is used as it is', async () => {
  const id = token(HOUR)
  expect(await signedIn(id).token()).toBe(id)
  expect(pool).not.toHaveBeenCalled()
})

test('a token about to end is renewed once, however many ask, and the new one is kept', async () => {
  const fresh = token(HOUR, 'fresh')
  pool.mockImplementation(async () => answer(200, { AuthenticationResult: { IdToken: fresh } }))
  const session = signedIn(token(30))
  expect(await Promise.all([session.token(), session.token()])).toEqual([fresh, fresh])
  expect(pool).toHaveBeenCalledOnce()
  const [address, asked] = pool.mock.calls[0] ?? []
  expect(address).toBe('https://cognito-idp.eu-west-1.amazonaws.com/')
  expect(JSON.parse(String(asked?.body))).toMatchObject({
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: 'refresh' },
  })
  expect(await new Session(CONFIG).token()).toBe(fresh)
})

test('a sign-in that the pool has ended gives no token', async () => {
  pool.mockResolvedValue(answer(400, { __type: 'NotAuthorizedException' }))
  expect(await signedIn(token(-5)).token()).toBeNull()
})

test('a pool that does not answer signs nobody out: the API is told to be out of reach', async () => {
  pool.mockRejectedValue(new TypeError('Failed to fetch'))
  const session = signedIn(token(-5))
  const left = vi.fn()
  const refused = await createApi(CONFIG.api, session, left)
    .GET('/me')
    .catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refused)
  expect((refused as Refused).code).toBe('unreached')
  expect(left).not.toHaveBeenCalled()
  expect(session.known).toBe(true)
})

test('an answer of 401 renews the token and asks again; a second one signs out', async () => {
  const fresh = token(HOUR, 'fresh')
  const seen: (string | null)[] = []
  pool.mockImplementation(async (asked) => {
    if (!(asked instanceof Request)) return answer(200, { AuthenticationResult: { IdToken: fresh } })
    seen.push(asked.headers.get('Authorization'))
    return answer(401, { code: 'unauthorized' })
  })
  const left = vi.fn()
  const id = token(HOUR)
  await expect(createApi(CONFIG.api, signedIn(id), left).GET('/me')).rejects.toBeInstanceOf(Refused)
  expect(seen).toEqual([`Bearer ${id}`, `Bearer ${fresh}`])
  expect(left).toHaveBeenCalledOnce()
})

test('a session that was ended signs out at once: its token is not renewed', async () => {
  pool.mockImplementation(async () => answer(401, { code: 'session_ended' }))
  const left = vi.fn()
  const refused = await createApi(CONFIG.api, signedIn(token(HOUR)), left)
    .GET('/me')
    .catch((error: unknown) => error)
  expect((refused as Refused).code).toBe('session_ended')
  expect(pool).toHaveBeenCalledOnce()
  expect(left).toHaveBeenCalledOnce()
})

test('the refresh token is revoked with the pool', async () => {
  pool.mockImplementation(async () => answer(200, {}))
  await signedIn(token(HOUR)).revoke(AbortSignal.timeout(1000))
  const [, asked] = pool.mock.calls[0] ?? []
  expect(new Headers(asked?.headers).get('X-Amz-Target')).toBe('AWSCognitoIdentityProviderService.RevokeToken')
  expect(JSON.parse(String(asked?.body))).toEqual({ ClientId: 'client', Token: 'refresh' })
})

test('what is kept and cannot be read is nobody’s sign-in', () => {
  localStorage.setItem('relevo.session', '{')
  expect(new Session(CONFIG).known).toBe(false)
})
