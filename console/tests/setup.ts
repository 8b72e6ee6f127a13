import { i18n } from '@lingui/core'
import { loadLaterWords } from '@/ui/words/refusals'

if ('document' in globalThis) await import('./dom')

i18n.loadAndActivate({ locale: 'en', messages: {} })
await loadLaterWords()
