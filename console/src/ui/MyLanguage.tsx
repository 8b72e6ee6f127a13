import { useMutation, useQueryClient } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import type { Language } from '@/lib/locale'
import { useRefusal } from './Failed'
import { LanguageSwitch } from './LanguageSwitch'

/** My language, here and in the mails that I am sent. */
export function MyLanguage() {
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const tell = useMutation({
    mutationFn: (language: Language) => body(api.PATCH('/me', { body: { language } })),
    scope: { id: 'me' },
    onSuccess: (after) => queries.setQueryData(['me'], after),
    onError: refusal,
  })
  return <LanguageSwitch onChange={tell.mutate} />
}
