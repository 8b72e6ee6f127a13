/** What a key does in the list of notifications. */
export type KeyAction = { go: 1 | -1 } | { archive: true } | { undo: true } | null

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
  e: { archive: true },
  z: { undo: true },
}

export function keyAction(pressed: Pressed): KeyAction {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null
  return KEYS[pressed.key] ?? null
}
