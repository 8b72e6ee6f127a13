import { useMutation, useQueryClient } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { meQuery } from '@/api/queries/me'
import { type Language, activateLanguage } from '@/lib/locale'
import { useErrorToast } from '@/ui/feedback/useErrorToast'

/** Switch the language, in the console at once and in my e-mails. */
export function useSetLanguage(): (language: Language) => void {
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useErrorToast()
  const tell = useMutation({
    mutationFn: (language: Language) => body(api.PATCH('/me', { body: { language } })),
    scope: { id: 'me' },
    onSuccess: (after) => queries.setQueryData(meQuery(api).queryKey, after),
    onError: refusal,
  })
  return (language) => {
    void activateLanguage(language)
    tell.mutate(language)
  }
}
