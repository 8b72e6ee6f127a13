import { loadAllMessages } from '@/lib/locale'
import { loadLaterWords } from '@/ui/words/refusals'

/** Load what is said on all screens, not only on the first. */
export async function loadRest(): Promise<void> {
  await Promise.all([loadAllMessages(), loadLaterWords()])
}
