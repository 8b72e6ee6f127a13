/** What a key does in a list: move among its rows, choose the row, or show the keys. */
export type ListKey = { go: 1 | -1 } | 'choose' | 'help'

const KEYS: Record<string, ListKey> = { j: { go: 1 }, k: { go: -1 }, x: 'choose', '?': 'help' }
const PRESSED = new Set(['checkbox', 'radio', 'button', 'submit'])

const KEPT = 'relevo.keys'

/** Return whether keys of one letter do anything on this device: whoever speaks to it, or shakes, switches them off. */
export const areKeysOn = () => localStorage.getItem(KEPT) !== 'off'

export function switchKeys(on: boolean) {
  if (on) localStorage.removeItem(KEPT)
  else localStorage.setItem(KEPT, 'off')
}

/** Return what a key does; null for those that mean nothing here, and while somebody types or a dialog is open. */
export function listKey(event: KeyboardEvent): ListKey | null {
  if (event.key === '/' && (event.metaKey || event.ctrlKey)) return 'help'
  if (!areKeysOn()) return null
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null
  const target = event.target instanceof Element ? event.target : null
  if (target && isTyping(target)) return null
  if ([...document.querySelectorAll('[role=dialog], [role=menu]')].some(isShown)) return null
  return KEYS[event.key] ?? null
}

const isShown = (one: Element) => one.getClientRects().length > 0

function isTyping(target: Element): boolean {
  if (target instanceof HTMLInputElement) return !PRESSED.has(target.type)
  return target.matches('textarea, select, [contenteditable]:not([contenteditable=false])')
}

const ROWS = '#main .row-link, #main [data-row-link]'
const ROW = '[data-index], [role=row], tr, li, [role=listitem]'

/** Return the links of the rows that are shown, in their order. */
function links(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(ROWS)].filter(isShown)
}

/** Move the focus to the next row or the one before; at first to the first that is shown. */
export function goToRow(by: 1 | -1) {
  const all = links()
  const row = document.activeElement?.closest(ROW)
  const here = all.findIndex((one) => one === document.activeElement || row?.contains(one))
  const next = here < 0 ? all[0] : all[here + by]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** Choose the row that has the focus, or choose it no more. */
export function chooseRow() {
  const row = document.activeElement?.closest(ROW)
  row?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click()
}
