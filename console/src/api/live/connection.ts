/** How long a first try waits at most, and the longest that any waits, in milliseconds. */
const FIRST = 1_000
const LONGEST = 5 * 60_000
/** API Gateway closes a connection over which nothing was sent for ten minutes. */
const SIGN_OF_LIFE = 8 * 60_000
/** A connection is renewed so long before it ends, or in half its time if that is shorter. */
const BEFORE_END = 30_000

export const HERE = JSON.stringify({ kind: 'here' })

/** What opens one connection, and how long that gets hints. */
export interface Ticket {
  ticket: string
  open_seconds: number
}

/** The part of a WebSocket that a connection uses. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose'>

/** What a connection needs of its surroundings. */
export interface Surroundings {
  /** Ask the API for a ticket. */
  ticket: () => Promise<Ticket>
  /** Open a socket with it. */
  open: (ticket: string) => Socket
  /** Something may have moved: a hint came, or the connection was opened and earlier ones may have been missed. */
  onHint: () => void
  /** Whether hints arrive. */
  onHealth: (healthy: boolean) => void
  /** Return a random number from 0 (included) to 1 (excluded). */
  chance: () => number
}

/**
 * Keep one live connection open until it is stopped.
 *
 * A lost one is opened again, later with each failure and never at the same moment as everybody else's. One whose time
 * runs out is replaced before that, so that no hint falls between.
 */
export class LiveConnection {
  #socket: Socket | null = null
  #failures = 0
  #stopped = false
  #asking = false
  #next: ReturnType<typeof setTimeout> | undefined
  #alive: ReturnType<typeof setInterval> | undefined

  constructor(readonly around: Surroundings) {}

  /** Open a connection, or another in place of the present one: it may be dead without having said so. */
  async renew(): Promise<void> {
    clearTimeout(this.#next)
    if (this.#asking || this.#stopped) return
    this.#asking = true
    try {
      const { ticket, open_seconds } = await this.around.ticket()
      if (!this.#stopped) this.#open(this.around.open(ticket), open_seconds * 1_000)
    } catch {
      this.#asking = false
      this.#tryLater()
    }
  }

  /** Give the present connection up, and open another later: nothing else gets through either. */
  lose(): void {
    if (this.#socket) this.#lost(this.#socket)
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#next)
    this.#leave()
  }

  #open(socket: Socket, lasts: number): void {
    let opened = false
    socket.onopen = () => {
      opened = true
      this.#asking = false
      if (this.#stopped) return socket.close()
      this.#failures = 0
      this.#leave()
      this.#stay(socket, lasts)
    }
    socket.onmessage = () => this.around.onHint()
    socket.onclose = () => {
      if (!opened) this.#asking = false
      if (opened ? socket === this.#socket : !this.#stopped) this.#lost(socket)
    }
  }

  #stay(socket: Socket, lasts: number): void {
    this.#socket = socket
    this.#alive = setInterval(() => socket.send(HERE), SIGN_OF_LIFE)
    this.#next = setTimeout(() => void this.renew(), Math.max(lasts - BEFORE_END, lasts / 2, FIRST))
    this.around.onHealth(true)
    this.around.onHint()
  }

  #lost(socket: Socket): void {
    if (socket === this.#socket) this.#leave()
    this.#tryLater()
  }

  /** Let go of the present socket, if there is one. */
  #leave(): void {
    const socket = this.#socket
    this.#socket = null
    clearInterval(this.#alive)
    socket?.close()
  }

  #tryLater(): void {
    if (this.#stopped) return
    if (!this.#socket) this.around.onHealth(false)
    const most = Math.min(LONGEST, FIRST * 2 ** this.#failures)
    this.#failures += 1
    clearTimeout(this.#next)
    this.#next = setTimeout(() => void this.renew(), most * (0.5 + this.around.chance() / 2))
  }
}
