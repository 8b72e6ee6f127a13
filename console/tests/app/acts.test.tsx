import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, it } from 'vitest'
import { useActs } from '@/app/finder/acts'
import { isTyped } from '@/app/finder/match'
import type { Member } from '@/features/agents/useAgents'

const ana = { agent_id: 'agent_a', first_name: 'Ana', last_name: 'Beltrán', may: ['pause', 'unpause'], pauses: [] }
const bruno = {
  ...{ ...ana, agent_id: 'agent_b', first_name: 'Bruno' },
  pauses: [{ side: 'team', at: '2026-01-05T12:00:00Z' }],
}
const members = [ana, bruno, { ...ana, agent_id: 'agent_c', first_name: 'Carla', may: [] }] as unknown as Member[]

function actsOf(role: 'agent' | 'manager' | 'rainmaker', q: string) {
  i18n.activate('en')
  const wrapper = ({ children }: { children: ReactNode }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>
  const { result } = renderHook(() => useActs(role, role === 'agent' ? [] : members), { wrapper })
  return result.current.filter((one) => isTyped(q, `${one.label} ${one.typed}`)).map((one) => one.id)
}

describe('what can be done from the finder', () => {
  it.each(['pause ana', 'pausar a Ana', 'PAUSAR ANA'])('%s pauses Ana, in either language', (q) => {
    expect(actsOf('manager', q)).toEqual(['pause agent_a'])
  })

  it('resumes who is paused, and pauses nobody twice', () => {
    expect(actsOf('manager', 'reanudar bruno')).toEqual(['resume agent_b'])
    expect(actsOf('manager', 'pausar bruno')).toEqual([])
  })

  it('offers nothing that one may not do', () => {
    expect(actsOf('manager', 'pause carla')).toEqual([])
    expect(actsOf('agent', 'pause')).toEqual([])
    expect(actsOf('manager', 'new route')).toEqual([])
    expect(actsOf('rainmaker', 'nueva ruta')).toEqual(['do /routes/new'])
  })

  it.each(['new lead', 'nuevo prospecto'])('%s leads to a new lead, whatever the language', (q) => {
    expect(actsOf('agent', q)).toEqual(['do /leads/new'])
  })
})
