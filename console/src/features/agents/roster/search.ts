import { fullName } from '@/ui/words/names'
import type { Member } from '../useAgents'

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

/** Return the members whose name or e-mail contains the text, sorted by name; ignores case and accents. */
export function searchMembers(members: Member[], sought: string): Member[] {
  const wanted = plain(sought.trim())
  return members
    .filter((one) => one.status !== 'removed')
    .filter((one) => plain(`${fullName(one)} ${one.email}`).includes(wanted))
    .sort((a, b) => fullName(a).localeCompare(fullName(b)))
}
