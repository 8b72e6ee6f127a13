// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useSelection } from '@/features/leads/useSelection'
import { LEAD } from '../make/refusing'

test('choosing stays the same function, so that no row is drawn but the one that is chosen', () => {
  const { result } = renderHook(() => useSelection())
  const { toggle } = result.current
  act(() => toggle(LEAD))
  expect(result.current.has(LEAD)).toBe(true)
  expect(result.current.toggle).toBe(toggle)
  act(() => result.current.toggle(LEAD))
  expect(result.current.count).toBe(0)
})
