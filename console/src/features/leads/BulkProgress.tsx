import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Progress, Stack, Text } from '@mantine/core'
import type { Progress as HowFar } from './bulk'

/** How far a change of many leads is. */
export function BulkProgress({ of, all }: { of: HowFar; all: number }) {
  const { t } = useLingui()
  const { done, failed } = of
  return (
    <Stack gap="xs" role="status">
      <Text>
        <Trans>
          {done} of {all} done
        </Trans>
      </Text>
      <Progress.Root aria-label={t`Progress`}>
        <Progress.Section value={(100 * done) / all} animated />
        <Progress.Section value={(100 * failed) / all} color="orange" />
      </Progress.Root>
      {failed > 0 && (
        <Text size="sm" c="dimmed">
          <Plural value={failed} one="# was not changed" other="# were not changed" />
        </Text>
      )}
    </Stack>
  )
}
