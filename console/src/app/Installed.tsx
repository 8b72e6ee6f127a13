import { Trans } from '@lingui/react/macro'
import { Affix, Button, Group, Paper, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { usePushMessages } from '@/features/notifications/usePushMessages'
import { startWorker, takeOver } from '@/lib/worker'

/** What the console does as an app: its worker runs and knows its words, and a newer version is told of. */
export function Installed() {
  usePushMessages()
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null)
  useEffect(() => {
    // While the sources are shown as they are, a worker would keep old ones.
    if (import.meta.env.PROD && 'serviceWorker' in navigator) void startWorker(setWaiting).catch(() => undefined)
  }, [])
  return (
    <Affix position={{ bottom: 76, left: 16 }} role="status">
      {waiting && <NewVersion onTake={() => takeOver(waiting)} />}
    </Affix>
  )
}

/** A newer version is shown when the person wants it, never by itself. */
function NewVersion({ onTake }: { onTake: () => void }) {
  return (
    <Paper withBorder shadow="md" px="md" py="xs">
      <Group gap="sm" wrap="nowrap">
        <Text size="sm">
          <Trans>A new version is ready</Trans>
        </Text>
        <Button size="compact-sm" onClick={onTake}>
          <Trans>Reload</Trans>
        </Button>
      </Group>
    </Paper>
  )
}
