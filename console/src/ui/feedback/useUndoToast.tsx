import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'

const SHOWN_MILLISECONDS = 8_000

/**
 * Show a toast that something is done, with an undo button.
 *
 * A toast with the same `about` replaces the one before: only the last action can be undone.
 */
export function useUndoToast(): (said: string, undo: () => void, about?: string) => void {
  const { t } = useLingui()
  return (said, undo, about) => {
    if (about) notifications.hide(about)
    const id = notifications.show({
      ...(about ? { id: about } : {}),
      color: 'green',
      autoClose: SHOWN_MILLISECONDS,
      closeButtonProps: { 'aria-label': t`Close` },
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{said}</Text>
          <Button
            size="compact-sm"
            flex="none"
            variant="light"
            onClick={() => {
              notifications.hide(id)
              undo()
            }}
          >
            <Trans>Undo</Trans>
          </Button>
        </Group>
      ),
    })
  }
}
