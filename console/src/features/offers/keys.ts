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

/** Return what a key does on the focused card; null where shortcuts are off, or the key repeats or has modifiers. */
export function actOf(pressed: Pressed, on: boolean): Act | null {
  if (!on || pressed.repeat || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null
  return KEYS[pressed.key] ?? null
}

const KEPT = 'relevo.offer-keys'

/** Whether shortcuts are on; stored on this device, and on by default. */
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
