import { useState } from 'react'

export type Act = 'claim' | 'pass'

interface Pressed {
  key: string
  repeat: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

const KEYS: Record<string, Act> = { 1: 'claim', 3: 'pass' }

/** What a key does on the focused card; nothing where keys are switched off, held down, or pressed with others. */
export function actOf(pressed: Pressed, on: boolean): Act | null {
  if (!on || pressed.repeat || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null
  return KEYS[pressed.key] ?? null
}

const KEPT = 'relevo.offer-keys'

/** Whether keys act on offers: kept on this device, and on until somebody switches them off. */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(KEPT) !== 'off')
  return [
    on,
    (wanted) => {
      localStorage.setItem(KEPT, wanted ? 'on' : 'off')
      setOn(wanted)
    },
  ]
}
