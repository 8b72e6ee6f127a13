import { type Channel, EVERY_CHANNEL } from './channels'
import type { LeadShown } from '../useLead'

/** The channels on which the person shall not be contacted. */
export function blockedChannels(lead: Pick<LeadShown, 'do_not_contact'>): Channel[] {
  const channels = lead.do_not_contact?.channels ?? []
  return channels === 'all' ? EVERY_CHANNEL : channels
}
