import { useMutation, useQueryClient } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { type Language, speak } from '@/lib/locale'
import { useRefusal } from './Failed'

/** Speak a language from now on: here at once, and in the mails that I am sent. */
export function useSpeak(): (language: Language) => void {
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const tell = useMutation({
    mutationFn: (language: Language) => body(api.PATCH('/me', { body: { language } })),
    scope: { id: 'me' },
    onSuccess: (after) => queries.setQueryData(['me'], after),
    onError: refusal,
  })
  return (language) => {
    void speak(language)
    tell.mutate(language)
  }
}
