import { Trans } from '@lingui/react/macro'
import { Affix, Button, Group, Paper, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { usePushMessages } from '@/features/notifications/usePushMessages'
import { startWorker, takeOver } from '@/lib/worker'
import { useDraftSweep } from './useDraftSweep'

/** Runs the service worker, gives it the texts of pushes, offers new versions, and deletes drafts that have had their time. */
export function Installed() {
  usePushMessages()
  useDraftSweep()
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null)
  useEffect(() => {
    // In development a worker would serve outdated sources.
    if (import.meta.env.PROD && 'serviceWorker' in navigator) void startWorker(setWaiting).catch(() => undefined)
  }, [])
  return (
    <Affix position={{ bottom: 76, left: 16 }} role="status">
      {waiting && <NewVersion onTake={() => takeOver(waiting)} />}
    </Affix>
  )
}

/** A new version is loaded only when the user asks for it. */
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
