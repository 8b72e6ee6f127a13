import { notifications } from '@mantine/notifications'
import { useLingui } from '@lingui/react/macro'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { refresh } from '@/api/refresh'
import { useErrorToast } from '@/ui/feedback/useErrorToast'

interface Options<T> {
  /** The queries that it makes stale. */
  touches: readonly QueryKey[]
  /** What to say when it is done. */
  success?: string
  onSuccess?: (answer: T) => void
  /** Handles a refusal, in place of the toast that says it. */
  onError?: (error: unknown) => void
}

/** What a form sends, and what comes of it when it is done. */
export interface Sending<V, T = unknown> extends Pick<Options<T>, 'success' | 'onSuccess'> {
  send: (values: V) => Promise<T>
}

/** A mutation through the API: says what came of it, and reads again what it touches, done or refused. */
export function useApiMutation<T, V = void>(
  mutationFn: (variables: V) => Promise<T>,
  { touches, success, onSuccess, onError }: Options<T>,
) {
  const queries = useQueryClient()
  const errorToast = useErrorToast()
  const { t } = useLingui()
  return useMutation<T, unknown, V>({
    mutationFn,
    onSuccess: (answer) => {
      if (success)
        notifications.show({ color: 'green', message: success, closeButtonProps: { 'aria-label': t`Close` } })
      onSuccess?.(answer)
    },
    onError: onError ?? errorToast,
    onSettled: () => refresh(queries, touches),
  })
}
