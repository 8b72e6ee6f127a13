import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { fieldErrors } from '@/ui/forms/serverErrors'
import { words } from '@/ui/words/refusals'
import { PARTS } from './validation'

interface Props {
  /** What is wrong, by part of the form, once saving was tried. */
  errors: Record<string, unknown>
  /** What saving came to, if it was refused. */
  failure: unknown
  dirty: boolean
  busy: boolean
  onGo: (part: string) => void
}

/** The button that saves, in sight wherever one reads, and beside it what keeps the route from being saved. */
export function SaveBar({ errors, failure, dirty, busy, onGo }: Props) {
  const wrong = PARTS.filter((part) => errors[part])
  return (
    <Paper
      withBorder
      p="sm"
      mt="lg"
      shadow="md"
      pos="sticky"
      bottom={{ base: 72, sm: 12 }}
      style={{ zIndex: 2 }}
      data-testid="save-bar"
    >
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Stack gap={2} miw={0} flex={1}>
          <Failure error={failure} />
          {wrong.length > 0 && <Wrong parts={wrong} errors={errors} onGo={onGo} />}
          {wrong.length === 0 && !failure && dirty && (
            <Text size="sm" role="status">
              <Trans>Not saved yet.</Trans>
            </Text>
          )}
        </Stack>
        <Button type="submit" loading={busy} flex="none">
          <Trans>Save</Trans>
        </Button>
      </Group>
    </Paper>
  )
}

/** What was refused and belongs to no part of the form. */
function Failure({ error }: { error: unknown }) {
  const { i18n } = useLingui()
  const rest = error ? fieldErrors(error, PARTS, i18n).rest : null
  if (!rest) return null
  return (
    <Text size="sm" fw={600} c="var(--relevo-danger)" role="alert">
      {words(rest, i18n)}
    </Text>
  )
}

interface WrongProps extends Pick<Props, 'errors' | 'onGo'> {
  parts: readonly string[]
}

/** The first thing that is wrong, which leads to its place, and how many more there are. */
function Wrong({ parts, errors, onGo }: WrongProps) {
  const [first = '', ...more] = parts
  const others = more.length
  return (
    <div role="alert">
      <Anchor
        component="button"
        type="button"
        size="sm"
        fw={600}
        ta="start"
        underline="always"
        onClick={() => onGo(first)}
      >
        {String(errors[first])}
      </Anchor>
      {others > 0 && (
        <Text size="sm" c="dimmed">
          <Plural value={others} one="and # thing more" other="and # things more" />
        </Text>
      )}
    </div>
  )
}
