import { useRef } from 'react'

/** Return an idempotency key: the same for the same request, another for any other. */
export function useIdempotencyKey(): (sent: unknown) => string {
  const last = useRef({ sent: '', key: '' })
  return (sent) => {
    const text = JSON.stringify(sent)
    if (text !== last.current.sent) last.current = { sent: text, key: crypto.randomUUID() }
    return last.current.key
  }
}
