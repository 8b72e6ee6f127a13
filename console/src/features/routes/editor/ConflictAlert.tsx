import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconUsers } from '@/ui/icons'
import { useDirectory } from '@/ui/words/useDirectory'
import { valuesOf } from './routeForm'
import { sentence } from '../words/sentence'
import type { Route } from '../useRoutes'

interface Props {
  /** The route as somebody else left it. */
  route: Route
  onTheirs: () => void
  onMine: () => void
}

/** Shows that somebody else saved the route meanwhile, with the choice between both versions. */
export function ConflictAlert({ route, onTheirs, onMine }: Props) {
  const { t, i18n } = useLingui()
  const names = useDirectory()
  return (
    <Alert
      color="yellow"
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
      variant="light"
      role="alert"
      icon={<IconUsers size={18} aria-hidden />}
      title={t`Somebody else changed this route meanwhile`}
    >
      <Stack gap="xs">
        <Text size="sm">
          <Trans>This is what they saved. What you have written is still below.</Trans>
        </Text>
        <Text size="sm" fs="italic">
          {route.title}: {sentence(valuesOf(route), names, i18n)}
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={onMine}>
            <Trans>Keep mine and overwrite theirs</Trans>
          </Button>
          <Button size="xs" variant="default" onClick={onTheirs}>
            <Trans>Use theirs</Trans>
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
