import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { HERE, LiveConnection, type Socket } from '@/api/live/connection'

/** A socket that a test opens, closes and speaks for. */
class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  sent: string[] = []
  closed = false

  constructor(readonly ticket: string) {}

  send(text: string): void {
    this.sent.push(text)
  }

  close(): void {
    this.closed = true
  }

  opens(): void {
    this.onopen?.call(this as never, {} as Event)
  }

  says(): void {
    this.onmessage?.call(this as never, { data: '{"kind": "moved"}' } as MessageEvent)
  }

  ends(): void {
    this.closed = true
    this.onclose?.call(this as never, {} as CloseEvent)
  }
}

const MINUTE = 60_000
const seen = {
  sockets: [] as FakeSocket[],
  hints: 0,
  health: [] as boolean[],
  tickets: 0,
  refuses: false,
  seconds: 3600,
}
let connection: LiveConnection
const socket = () => seen.sockets.at(-1) as FakeSocket

beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(seen, { sockets: [], hints: 0, health: [], tickets: 0, refuses: false, seconds: 3600 })
  connection = new LiveConnection({
    ticket: () => {
      seen.tickets += 1
      if (seen.refuses) return Promise.reject(new Error('busy'))
      return Promise.resolve({ ticket: `t${seen.tickets}`, open_seconds: seen.seconds })
    },
    open: (ticket) => {
      seen.sockets.push(new FakeSocket(ticket))
      return socket()
    },
    onHint: () => (seen.hints += 1),
    onHealth: (healthy) => seen.health.push(healthy),
    chance: () => 1,
  })
})
afterEach(() => {
  connection.stop()
  vi.useRealTimers()
})

async function opened(): Promise<FakeSocket> {
  await connection.renew()
  socket().opens()
  return socket()
}

it('opens a socket with a ticket of its own, and asks for what moved before', async () => {
  await opened()
  expect(socket().ticket).toBe('t1')
  expect(seen).toMatchObject({ hints: 1, health: [true] })
})

it('hands on each hint', async () => {
  const one = await opened()
  one.says()
  one.says()
  expect(seen.hints).toBe(3)
})

it('gives a sign of life before API Gateway takes the connection for idle', async () => {
  const one = await opened()
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(one.sent).toEqual([HERE])
})

it('opens a lost connection again, with another ticket, and asks for what was missed', async () => {
  const one = await opened()
  one.ends()
  expect(seen.health).toEqual([true, false])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(socket().ticket).toBe('t2')
  socket().opens()
  expect(seen).toMatchObject({ hints: 2, health: [true, false, true] })
})

it('waits longer after each failure, five minutes at most', async () => {
  seen.refuses = true
  await connection.renew()
  const waits: number[] = []
  for (let tries = 0; tries < 12; tries += 1) {
    const asked = seen.tickets
    let waited = 0
    while (seen.tickets === asked) {
      await vi.advanceTimersByTimeAsync(500)
      waited += 500
    }
    waits.push(waited)
  }
  expect(waits.slice(0, 5)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000])
  expect(Math.max(...waits)).toBe(5 * MINUTE)
})

it('waits anew from the start once a connection was open', async () => {
  seen.refuses = true
  await connection.renew()
  await vi.advanceTimersByTimeAsync(3_000)
  seen.refuses = false
  await vi.advanceTimersByTimeAsync(4_000)
  socket().opens()
  socket().ends()
  const asked = seen.tickets
  await vi.advanceTimersByTimeAsync(1_000)
  expect(seen.tickets).toBe(asked + 1)
})

it('tries again later when the handshake is refused', async () => {
  await connection.renew()
  socket().ends()
  expect(seen.health).toEqual([false])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(seen.sockets).toHaveLength(2)
})

it('replaces a connection before its time is over, and leaves the old one only when the new one is open', async () => {
  const one = await opened()
  await vi.advanceTimersByTimeAsync(3_600_000 - 30_000)
  expect(one.closed).toBe(false)
  socket().opens()
  expect(one.closed).toBe(true)
  one.ends()
  expect(seen.health).toEqual([true, true])
  socket().says()
  expect(seen.hints).toBe(3)
})

it('does not replace one that lasts for moments more than every second', async () => {
  seen.seconds = 0
  await opened()
  await vi.advanceTimersByTimeAsync(900)
  expect(seen.tickets).toBe(1)
})

it('asks for one ticket at a time', async () => {
  const both = [connection.renew(), connection.renew()]
  await Promise.all(both)
  await connection.renew()
  expect(seen.tickets).toBe(1)
})

it('gives up a connection whose network has gone, and opens another at once when there is one again', async () => {
  const one = await opened()
  connection.lose()
  one.ends() // the browser says so much later
  expect(seen).toMatchObject({ health: [true, false], tickets: 1 })
  await connection.renew()
  socket().opens()
  expect(seen).toMatchObject({ health: [true, false, true], tickets: 2 })
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(seen.tickets).toBe(2)
})

it('opens nothing and says nothing once it is stopped', async () => {
  const one = await opened()
  connection.stop()
  one.ends()
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(one).toMatchObject({ closed: true, sent: [] })
  expect(seen).toMatchObject({ tickets: 1, health: [true] })
})

it('closes a socket that opens after it was stopped', async () => {
  await connection.renew()
  connection.stop()
  socket().opens()
  expect(socket().closed).toBe(true)
  expect(seen.health).toEqual([])
})
