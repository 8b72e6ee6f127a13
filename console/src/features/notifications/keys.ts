/** What a key does in the list of notifications. */
export type KeyAction = { go: 1 | -1 } | { act: 'archive' | 'renew' | 'snooze' | 'expand' | 'undo' } | null

interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

const KEYS: Record<string, KeyAction> = {
  j: { go: 1 },
  ArrowDown: { go: 1 },
  k: { go: -1 },
  ArrowUp: { go: -1 },
  e: { act: 'archive' },
  u: { act: 'renew' },
  s: { act: 'snooze' },
  x: { act: 'expand' },
  z: { act: 'undo' },
}

export function keyAction(pressed: Pressed): KeyAction {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null
  return KEYS[pressed.key] ?? null
}
