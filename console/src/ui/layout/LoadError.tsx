import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { words } from '@/ui/words/refusals'

/** A part of the screen that could not be loaded, and the way to try again. */
export function LoadError({ error, again }: { error: unknown; again: () => void }) {
  const { i18n, t } = useLingui()
  return (
    <Alert color="red" variant="light" title={t`This could not be loaded`} role="alert">
      <Stack align="start" gap="sm">
        <Text size="sm">{words(error, i18n)}</Text>
        <Button size="xs" variant="default" onClick={again}>
          <Trans>Try again</Trans>
        </Button>
      </Stack>
    </Alert>
  )
}

/** Say that something was refused. */
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
