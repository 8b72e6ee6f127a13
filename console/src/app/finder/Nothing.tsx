import { Trans, useLingui } from '@lingui/react/macro'
import { Stack, Text } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import { IconClipboardList } from '@/ui/icons'
import type { Found } from './useFound'

interface Props {
  q: string
  found: Found
  onGo: (to: string) => void
}

/** Says that nothing is called so, and what one can do then. */
export function Nothing({ q, found, onGo }: Props) {
  const { t } = useLingui()
  const { people, seeking, failed, more, ...rest } = found
  const some = people.length > 0 || Object.values(rest).some((kind) => kind.length > 0)
  if (!q.trim() || some || seeking || failed || more) return null
  return (
    <>
      <Stack gap={4} p="md" role="status">
        <Text fw={600}>
          <Trans>Nothing is called so</Trans>
        </Text>
        <Text size="sm" c="dimmed">
          <Trans>
            People are found by how any part of their name begins, by how their e-mail begins, and by the last four
            digits of their phone, or more.
          </Trans>
        </Text>
      </Stack>
      <Spotlight.Action
        label={t`New lead`}
        leftSection={<IconClipboardList size={18} stroke={1.6} aria-hidden />}
        onClick={() => onGo('/leads/new')}
      />
    </>
  )
}
