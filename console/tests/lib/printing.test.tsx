import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { usePrinting } from '@/lib/usePrinting'

test('a browser that tells of printing by events alone is believed', () => {
  const { result } = renderHook(usePrinting)
  expect(result.current).toBe(false)
  act(() => void window.dispatchEvent(new Event('beforeprint')))
  expect(result.current).toBe(true)
  act(() => void window.dispatchEvent(new Event('afterprint')))
  expect(result.current).toBe(false)
})
