import type { Channel } from './channels'

/** What a person's app begins with. */
export interface Begun {
  text?: string
  subject?: string
}

/** Return the address that opens the device's app for a channel; undefined where the person has no such address. */
export function hrefOf(
  channel: Channel,
  { phone, email }: { phone: string | undefined; email: string | undefined },
  { text = '', subject = '' }: Begun = {},
): string | undefined {
  const said = encodeURIComponent(text)
  if (channel === 'email') return email && `mailto:${mailbox(email)}${query({ subject, body: text })}`
  if (!phone) return undefined
  const digits = phone.replace(/\D/g, '')
  if (channel === 'whatsapp') return `https://wa.me/${digits}${text ? `?text=${said}` : ''}`
  // iOS reads what follows `&`, Android what follows `?`: both read this.
  if (channel === 'text') return `sms:${phone}${text ? `?&body=${said}` : ''}`
  return `tel:${phone}`
}

/** Return an address with nothing in it that begins another field: `?` may stand in one. */
function mailbox(email: string): string {
  return email.split('@').map(encodeURIComponent).join('@')
}

function query(fields: Record<string, string>): string {
  const said = Object.entries(fields).filter(([, value]) => value !== '')
  if (said.length === 0) return ''
  // RFC 6068: a space is %20, never +, and lines end with CRLF.
  return `?${said.map(([name, value]) => `${name}=${encodeURIComponent(value.replace(/\r?\n/g, '\r\n'))}`).join('&')}`
}
