import { LiveConnection, type Ticket } from './connection'
import { paced } from './pace'

/** What the console does with a connection. All of it is handed in, so that this part is loaded by itself. */
export interface Around {
  /** Ask the API for a ticket. */
  ticket: () => Promise<Ticket>
  /** Ask for the change counter. */
  ask: () => void
  /** Hints begin to arrive, or do so no more: keep that. */
  setLive: (live: boolean) => void
  /** Call back when there is a connection to the network, or none any more; return what ends that. */
  onReach: (changed: () => void) => () => void
  /** Whether there is one. */
  isReached: () => boolean
}

export interface Watch {
  /** The counter moved: if no hint said so, the connection has died in silence, and another is opened. */
  onMoved: () => void
  stop: () => void
}

/**
 * Keep a live connection open, and ask for the change counter with each hint.
 *
 * @param address where connections are opened: relative to the page's, or of its own.
 */
export function watch(address: string, { ticket, ask, setLive, onReach, isReached }: Around): Watch {
  const url = new URL(address, location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  let live = false
  let hinted = false
  const connection = new LiveConnection({
    ticket,
    open: (text) => new WebSocket(`${url.href}?ticket=${encodeURIComponent(text)}`),
    onHint: paced(() => {
      hinted = true
      ask()
    }),
    onHealth: (healthy) => {
      if (live !== healthy) setLive((live = healthy))
    },
    chance: Math.random,
  })
  // A socket does not notice for minutes that its network has gone.
  const leave = onReach(() => (isReached() ? void connection.renew() : connection.lose()))
  void connection.renew()
  return {
    onMoved: () => {
      if (live && !hinted) void connection.renew()
      hinted = false
    },
    stop: () => {
      leave()
      connection.stop()
      setLive(false)
    },
  }
}
