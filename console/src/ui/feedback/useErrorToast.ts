import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { words } from '@/ui/words/refusals'

/** Return how to show a refusal in a toast. */
export function useErrorToast(): (error: unknown) => void {
  const { i18n, t } = useLingui()
  return (error) => {
    notifications.show({
      color: 'red',
      message: words(error, i18n),
      closeButtonProps: { 'aria-label': t`Close` },
    })
  }
}
