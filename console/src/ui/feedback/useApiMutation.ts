import { notifications } from '@mantine/notifications'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { readAgain } from '@/api/refresh'
import { useErrorToast } from '@/ui/layout/LoadError'

interface After<T> {
  /** What to say when it is done. */
  said?: string
  /** What to do then. */
  then?: (answer: T) => void
  /** Take a refusal into one's own hands, in place of saying it. */
  onRefused?: (error: unknown) => void
}

/** Something that a person does: a refusal is said, and whatever is shown is read again, done or not. */
export function useApiMutation<T, V = void>(act: (given: V) => Promise<T>, { said, then, onRefused }: After<T> = {}) {
  const queries = useQueryClient()
  const refusal = useErrorToast()
  const { t } = useLingui()
  return useMutation<T, unknown, V>({
    mutationFn: act,
    onSuccess: (answer) => {
      if (said) notifications.show({ color: 'green', message: said, closeButtonProps: { 'aria-label': t`Close` } })
      then?.(answer)
    },
    onError: onRefused ?? refusal,
    onSettled: () => readAgain(queries),
  })
}
