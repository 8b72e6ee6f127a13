import { fullName } from '@/ui/words/names'
import type { Member } from '../useAgents'

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

/** The members whose name or e-mail holds what was looked for, by name; case and accents do not matter. */
export function searchMembers(members: Member[], sought: string): Member[] {
  const wanted = plain(sought.trim())
  return members
    .filter((one) => one.status !== 'removed')
    .filter((one) => plain(`${fullName(one)} ${one.email}`).includes(wanted))
    .sort((a, b) => fullName(a).localeCompare(fullName(b)))
}
