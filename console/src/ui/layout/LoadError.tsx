import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Stack, Text } from '@mantine/core'
import { words } from '@/ui/words/refusals'

/** An error in place of what could not be loaded, with a retry button. */
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
