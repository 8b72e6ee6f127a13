// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs'
import { setupI18n } from '@lingui/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApi, PATIENCE_MILLISECONDS } from '@/api/client'
import { isPassing, Refused } from '@/api/refused'
import { Session } from '@/api/session'
import { words } from '@/ui/words/refusals'
import { messages as first } from '@/words/es.po'
import { messages as rest } from '@/words/rest/es.po'
import { AROUND, type Operation, OPERATIONS, RAW, type Way } from '../make/ways'

const en = setupI18n({ locale: 'en', messages: { en: {} } })
const es = setupI18n({ locale: 'es', messages: { es: { ...first, ...rest } } })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

type Ask = (path: string, how: object) => Promise<unknown>

/** Ask the API for something that fails so, and return what is thrown. */
async function failing({ method, path }: Pick<Operation, 'method' | 'path'>, way: Way): Promise<unknown> {
  vi.stubGlobal('fetch', (request: Request, { signal }: RequestInit) =>
    Promise.race([
      way.fails(request),
      new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(new DOMException('RAW aborted', 'AbortError'))),
      ),
    ]),
  )
  const api = createApi('http://api.test', { token: () => Promise.resolve('token') }, () => undefined)
  const how = { params: { path: { ...pathOf(path) } }, ...(method === 'GET' ? {} : { body: {} }) }
  const failed = (api[method] as unknown as Ask)(path, how).then(
    () => null,
    (error: unknown) => error,
  )
  if (way.name === 'timeout') await vi.advanceTimersByTimeAsync(PATIENCE_MILLISECONDS)
  return failed
}

const pathOf = (path: string) => Object.fromEntries([...path.matchAll(/{(\w+)}/g)].map(([, name]) => [name, 'x']))

test.each(OPERATIONS)(
  '$method $path says in both languages what failed, in each way',
  async ({ method, path, ways }) => {
    expect(ways.length).toBeGreaterThanOrEqual(AROUND.length)
    for (const way of ways) {
      const error = await failing({ method, path }, way)
      expect(error, way.name).toBeInstanceOf(Refused)
      const [inEnglish, inSpanish] = [words(error, en), words(error, es)]
      expect(inSpanish, way.name).not.toBe(inEnglish)
      for (const said of [inEnglish, inSpanish]) {
        expect(said, way.name).toMatch(/^\S.+\.$/)
        expect(said, way.name).not.toMatch(RAW)
        expect(said, way.name).not.toMatch(/[{}_]|undefined|status/)
      }
    }
  },
)

test('there are operations to fail, and all of their codes', () => {
  expect(OPERATIONS.length).toBeGreaterThan(100)
})

const CLAIM = { method: 'POST', path: '/leads/{lead_id}/claim' } as const
const around = (name: string) => AROUND.find((one) => one.name === name) as Way

test.each([
  ['network', 'No se pudo contactar con Relevo. Comprueba tu conexión e inténtalo otra vez.'],
  ['timeout', 'Relevo no respondió a tiempo.'],
  ['503 in HTML', 'Relevo no está disponible en este momento. Vuelve a intentarlo en un momento.'],
  ['413 in JSON', 'Es demasiado de una vez: no se guardó nada.'],
])('%s is said so', async (name, said) => {
  expect(words(await failing(CLAIM, around(name)), es)).toContain(said)
})

test('only what was not sent at all is said to be so', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  expect(words(await failing(CLAIM, around('network')), es)).toContain('no se envió nada')
  online.mockRestore()
  expect(words(await failing(CLAIM, around('network')), es)).not.toContain('no se envió nada')
})

test('an answer that breaks off is none', async () => {
  const torn = new ReadableStream({ start: (at) => at.error(new TypeError('RAW')) })
  const error = await failing(CLAIM, { name: 'torn', fails: async () => new Response(torn) })
  expect((error as Refused).code).toBe('unreached')
})

test('whoever asks may have less patience', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('', 'AbortError')))
  const ending = new AbortController()
  ending.abort(new DOMException('', 'TimeoutError'))
  const api = createApi('http://api.test', { token: () => Promise.resolve('token') }, () => undefined)
  const error = await api.GET('/me', { signal: ending.signal }).catch((one: unknown) => one)
  expect((error as Refused).code).toBe('slow')
})

test('how long to wait is said where the answer says it', async () => {
  const wait = (seconds: string): Way => ({
    name: 'wait',
    fails: async () => new Response('{"code":"busy"}', { status: 503, headers: { 'Retry-After': seconds } }),
  })
  expect(words(await failing(CLAIM, wait('1')), es)).toContain('Vuelve a intentarlo dentro de 1 segundo.')
  expect(words(await failing(CLAIM, wait('12')), en)).toContain('Try again in 12 seconds.')
  expect(words(await failing(CLAIM, wait('Fri, 31 Dec 1999')), en)).toContain('Try again in a moment.')
})

test('a code of a later release is said by its status', () => {
  const said = (status: number) => words(new Refused('of_tomorrow', status), es)
  expect(said(403)).toContain('Se bloqueó esta petición.')
  expect(said(409)).toContain('Recarga la página')
  expect(said(418)).toBe('Algo ha fallado en la consola. Recarga la página e inténtalo otra vez.')
  expect(said(599)).toBe('Algo falló de nuestro lado. Inténtalo de nuevo.')
})

test('what passes may be tried again, what is decided not', () => {
  const passing = (status: number) => isPassing(new Refused('x', status))
  expect([0, 429, 500, 503].map(passing)).toEqual([true, true, true, true])
  expect([403, 404, 409, 410, 413, 422].some(passing)).toBe(false)
  expect(isPassing(new TypeError())).toBe(false)
})

const CONFIG = { api: '', userPoolId: 'eu-west-1_Pool', clientId: 'client' }

test.each([
  [400, '{"__type":"TooManyRequestsException"}'],
  [429, ''],
  [403, '<html>'],
  [503, '<html>'],
])('a user pool that answers %i %s signs nobody out', async (status, told) => {
  vi.stubGlobal('fetch', async () => new Response(told, { status }))
  localStorage.setItem('relevo.session', JSON.stringify({ id: 'old', refresh: 'refresh' }))
  const session = new Session(CONFIG)
  await expect(session.token()).rejects.toBeInstanceOf(TypeError)
  expect(words(await session.askPool('GetUser', {}).catch((one: unknown) => one), es)).toContain('No se pudo contactar')
  localStorage.clear()
})

test('no source shows raw text of an answer or an error', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((one) => /\.tsx?$/.test(one))
  const raw = /statusText|error\.message|String\(error\)|error\.detail|\{ ?detail\b[^}]*\} = error/
  expect(files.filter((one) => raw.test(readFileSync(`src/${one}`, 'utf8')))).toEqual([])
})
