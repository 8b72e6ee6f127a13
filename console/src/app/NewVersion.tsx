import { Trans } from '@lingui/react/macro'
import { Affix, Button, Group, Paper, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { startWorker, takeOver } from '@/lib/worker'

/** Says that a newer version is there; it is shown when the person wants it, never by itself. */
export function NewVersion() {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null)
  useEffect(() => {
    // While the sources are shown as they are, a worker would keep old ones.
    if (import.meta.env.PROD && 'serviceWorker' in navigator) void startWorker(setWaiting).catch(() => undefined)
  }, [])
  return (
    <Affix position={{ bottom: 76, left: 16 }} role="status">
      {waiting && (
        <Paper withBorder shadow="md" px="md" py="xs">
          <Group gap="sm" wrap="nowrap">
            <Text size="sm">
              <Trans>A new version is ready</Trans>
            </Text>
            <Button size="compact-sm" onClick={() => takeOver(waiting)}>
              <Trans>Reload</Trans>
            </Button>
          </Group>
        </Paper>
      )}
    </Affix>
  )
}
