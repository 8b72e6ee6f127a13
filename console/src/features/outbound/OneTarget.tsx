import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Badge, Button, Collapse, Group, Paper, Stack, Switch, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { NewerAlert } from '@/ui/feedback/NewerRelease'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { Sendings } from './Sendings'
import { FormerTargetSecret, RenewTargetSecret } from './TargetSecret'
import type { Target } from './useTargets'
import { EVENTS } from '@/ui/words/events'
import { TROUBLES } from './words'

/** A target: where it is, what it is told, and whether it is on. */
export function OneTarget({ target }: { target: Target }) {
  const { t, i18n } = useLingui()
  const [opened, { toggle }] = useDisclosure()
  const { flip, ask, deleting } = useTarget(target)
  const url = target.url
  const panel = `sendings-${target.target_id}`
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
      <Stack gap="sm">
        <Group justify="space-between" align="start" gap="sm">
          <Title order={2} size="h5" style={{ overflowWrap: 'anywhere' }} flex="1 1 240px">
            {url}
          </Title>
          {!target.newer_fields && (
            <Switch
              checked={target.status === 'active'}
              disabled={flip.isPending}
              onChange={() => flip.mutate()}
              label={target.status === 'active' ? t`On` : t`Off`}
              aria-label={t`Tell ${url}`}
            />
          )}
        </Group>
        {target.trouble && (
          <Alert color="red" variant="light">
            {i18n._(TROUBLES[target.trouble])}
          </Alert>
        )}
        {target.newer_fields && (
          <NewerAlert>
            <Trans>What it is to receive waits until that release is back. Until then nobody can change it.</Trans>
          </NewerAlert>
        )}
        <Group gap={6}>
          {(target.newer_fields?.includes('events') ? [] : target.events).map((event) => (
            <Badge key={event} variant="default" tt="none">
              {i18n._(EVENTS[event])}
            </Badge>
          ))}
        </Group>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={toggle} aria-expanded={opened} aria-controls={panel}>
            {opened ? <Trans>Hide deliveries</Trans> : <Trans>Show deliveries</Trans>}
          </Button>
          {!target.newer_fields && (
            <>
              <RenewTargetSecret target={target} />
              <Button size="xs" variant="default" onClick={ask} loading={deleting}>
                <Trans>Delete…</Trans>
              </Button>
            </>
          )}
        </Group>
        {!target.newer_fields && <FormerTargetSecret target={target} />}
        <Collapse expanded={opened} id={panel}>
          {opened && <Sendings target={target} />}
        </Collapse>
        {!opened && target.status === 'disabled' && (
          <Text size="sm" c="dimmed">
            <Trans>It receives nothing while it is off.</Trans>
          </Text>
        )}
      </Stack>
    </Paper>
  )
}

function useTarget(target: Target) {
  const { t } = useLingui()
  const { api } = useConsole()
  const confirm = useConfirm()
  const on = target.status === 'active'
  const params = { path: { target_id: target.target_id }, header: { 'If-Match': `"${target.version}"` } }
  const flip = useApiMutation(
    () => body(api.PATCH('/outbound/{target_id}', { params, body: { status: on ? 'disabled' : 'active' } })),
    { touches: TOUCHED.outbound, success: on ? t`The webhook is off.` : t`The webhook is on.` },
  )
  const remove = useApiMutation(() => body(api.DELETE('/outbound/{target_id}', { params })), {
    touches: TOUCHED.outbound,
    success: t`The webhook is deleted.`,
  })
  const ask = () =>
    confirm({
      title: t`Delete this webhook?`,
      about: t`Pending deliveries are not sent, and past ones can no longer be read.`,
      verb: t`Delete`,
      danger: true,
      onYes: () => remove.mutate(),
    })
  return { flip, ask, deleting: remove.isPending }
}
