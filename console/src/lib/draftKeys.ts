/** What the names of drafts begin with. Apart from the rest of `drafts`, which the first screen needs nothing of. */
export const PREFIX = 'relevo.draft.'

export const draftKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))

/** Delete every draft on the device. */
export function dropAllDrafts(): void {
  draftKeys().forEach((key) => localStorage.removeItem(key))
}
