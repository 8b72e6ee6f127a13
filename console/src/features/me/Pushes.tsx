import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { type PushState, browserOf } from '@/lib/push'
import { when } from '@/lib/locale'
import { Loaded } from '@/ui/layout/Loaded'
import { Section } from '@/ui/layout/Page'
import { useDevices, usePushSubscription } from './usePushSubscription'

/** Being told when the console is closed: on this device, and on which others. */
export function Pushes({ zone }: { zone: string }) {
  const { t } = useLingui()
  const { devices, endpoint, state } = useDevices()
  const { start, unreached, stop, test } = usePushSubscription(devices.data?.public_key)
  return (
    <Section title={t`Push on your devices`}>
      {state && <Here state={state} failed={unreached} busy={start.isPending} onStart={() => start.mutate()} />}
      <Loaded query={devices} height={60}>
        {({ items }) =>
          items.length > 0 && (
            <Stack gap="xs">
              <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
                {items.map((one) => (
                  <Device
                    key={one.endpoint}
                    device={one}
                    zone={zone}
                    isHere={one.endpoint === endpoint}
                    busy={stop.isPending}
                    onRemove={() => stop.mutate({ endpoint: one.endpoint, isHere: one.endpoint === endpoint })}
                  />
                ))}
              </Stack>
              <Group>
                <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
                  <Trans>Send a test</Trans>
                </Button>
              </Group>
            </Stack>
          )
        }
      </Loaded>
    </Section>
  )
}

interface HereProps {
  state: PushState
  failed: boolean
  busy: boolean
  onStart: () => void
}

/** How this device stands, and what to do where it cannot be pushed to. */
function Here({ state, failed, busy, onStart }: HereProps) {
  if (state === 'on') {
    return (
      <Text>
        <Trans>This device tells you of news even when Relevo is closed.</Trans>
      </Text>
    )
  }
  if (state !== 'off') return <Obstacle state={state} />
  return (
    <Stack gap="sm" align="start">
      <Text>
        <Trans>
          We tell you of new leads even when Relevo is closed. Your browser then asks whether you permit it: say yes.
        </Trans>
      </Text>
      {failed && (
        <Alert color="red" variant="light" role="alert">
          <Trans>Push notifications could not be turned on in this browser. Check your connection and try again.</Trans>
        </Alert>
      )}
      <Button loading={busy} onClick={onStart}>
        <Trans>Tell me on this device</Trans>
      </Button>
    </Stack>
  )
}

function Obstacle({ state }: { state: Exclude<PushState, 'on' | 'off'> }) {
  const { t } = useLingui()
  const told: Record<typeof state, [string, string]> = {
    unable: [
      t`This browser cannot receive push notifications`,
      t`Use a current Chrome, Edge, Firefox or Safari, and no private window. Mails reach you in any case.`,
    ],
    install: [
      t`First put Relevo on your home screen`,
      t`In Safari tap Share, then “Add to Home Screen”. Open Relevo from there and come back to this screen.`,
    ],
    denied: [
      t`You have blocked it in this browser`,
      t`Tap the symbol beside the address, permit notifications for this page, and load it again.`,
    ],
    'no-worker': [t`Relevo is not ready for it yet`, t`Load this page again; it takes a moment after the first visit.`],
  }
  const [title, todo] = told[state]
  return (
    <Alert variant="light" color="gray" title={title}>
      {todo}
    </Alert>
  )
}

interface DeviceProps {
  device: Shapes['PushSubscription']
  zone: string
  isHere: boolean
  busy: boolean
  onRemove: () => void
}

function Device({ device, zone, isHere, busy, onRemove }: DeviceProps) {
  const { t } = useLingui()
  const name = browserOf(device.endpoint)
  const since = when(device.created_at, zone)
  return (
    <Group
      component="li"
      justify="space-between"
      wrap="nowrap"
      py="xs"
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <Stack gap={2} miw={0}>
        <Group gap="xs">
          <Text fw={600} truncate>
            {name}
          </Text>
          {isHere && (
            <Badge variant="light" tt="none">
              <Trans>This device</Trans>
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          <Trans>Since {since}</Trans>
        </Text>
      </Stack>
      <Button variant="default" flex="none" loading={busy} onClick={onRemove} aria-label={t`Remove: ${name}, ${since}`}>
        <Trans>Remove</Trans>
      </Button>
    </Group>
  )
}
