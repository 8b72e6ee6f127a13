import { useRef } from 'react'

/** A key for sending something once: the same for the same, however often it is sent; another for anything else. */
export function useIdempotencyKey(): (sent: unknown) => string {
  const last = useRef({ sent: '', key: '' })
  return (sent) => {
    const text = JSON.stringify(sent)
    if (text !== last.current.sent) last.current = { sent: text, key: crypto.randomUUID() }
    return last.current.key
  }
}
