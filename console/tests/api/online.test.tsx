import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { createApi } from '@/api/client'
import { useOnline } from '@/lib/useOnline'

const session = { token: () => Promise.resolve('token') }
const api = createApi('http://relevo.test/api', session, () => undefined)
const health = () => act(async () => void (await api.GET('/health').catch(() => undefined)))

afterEach(() => vi.unstubAllGlobals())

it('says that there is no connection when nothing answers, whatever the device believes', async () => {
  const { result } = renderHook(useOnline)
  expect([navigator.onLine, result.current]).toEqual([true, true])

  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await health()
  expect([navigator.onLine, result.current]).toEqual([true, false])

  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{}', { status: 503 })))
  await health()
  expect(result.current).toBe(true)
})

it('does not take what was given up for a lost connection', async () => {
  const { result } = renderHook(useOnline)
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('', 'AbortError')))
  await act(async () => void (await api.GET('/health', { signal: AbortSignal.abort() }).catch(() => undefined)))
  expect(result.current).toBe(true)
})
