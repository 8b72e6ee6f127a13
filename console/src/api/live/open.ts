import { type Api, body } from '../client'
import { LiveConnection, type Surroundings } from './connection'

/**
 * Open a live connection at an address, relative to the page's or of its own.
 *
 * @returns the connection, until it is stopped.
 */
export function openLive(api: Api, address: string, around: Pick<Surroundings, 'onHint' | 'onHealth'>): LiveConnection {
  const url = new URL(address, location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  const connection = new LiveConnection({
    ...around,
    ticket: () => body(api.POST('/me/live-ticket')),
    open: (ticket) => new WebSocket(`${url.href}?ticket=${encodeURIComponent(ticket)}`),
    chance: Math.random,
  })
  void connection.renew()
  return connection
}
