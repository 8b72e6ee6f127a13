import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { when } from '@/lib/locale'
import { SecretsDialog } from '@/ui/feedback/SecretsDialog'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import type { Target } from './useTargets'

/** Renews the secret that a target verifies with; the new one is shown once. */
export function RenewTargetSecret({ target }: { target: Target }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const [asking, { open, close }] = useDisclosure()
  const [leaked, setLeaked] = useState(false)
  const [secret, setSecret] = useState<string>()
  const renew = useApiMutation(
    () => {
      const params = { path: { target_id: target.target_id }, header: { 'If-Match': `"${target.version}"` } }
      return body(api.POST('/outbound/{target_id}/secret', { params, body: { revoke_former: leaked } }))
    },
    {
      touches: TOUCHED.outbound,
      success: t`The secret is renewed.`,
      onSuccess: (renewed) => {
        close()
        setLeaked(false)
        setSecret(renewed.secret)
      },
    },
  )
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        <Trans>Renew the secret</Trans>
      </Button>
      <Modal opened={asking} onClose={close} title={t`Renew the secret`} closeButtonProps={{ 'aria-label': t`Close` }}>
        <Stack>
          <Text size="sm" c="dimmed">
            <Trans>
              The new one is shown once. For 24 hours we also sign with the old one: enter the new one in your program
              by then.
            </Trans>
          </Text>
          <Checkbox
            label={t`The old secret has leaked: it ends at once`}
            description={t`Until your program has the new one, it cannot verify what we send.`}
            checked={leaked}
            onChange={(event) => setLeaked(event.currentTarget.checked)}
          />
          <Group justify="end">
            <Button onClick={() => renew.mutate()} loading={renew.isPending}>
              <Trans>Renew</Trans>
            </Button>
          </Group>
        </Stack>
      </Modal>
      <SecretsDialog
        title={t`The new secret`}
        opened={secret !== undefined}
        onClose={() => setSecret(undefined)}
        secrets={[{ label: t`Secret`, value: secret }]}
      />
    </>
  )
}

/** Tells until when the former secret signs too, and ends it now if the Rainmaker says so. */
export function FormerTargetSecret({ target }: { target: Target }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const { data: me } = useMe()
  const confirm = useConfirm()
  const revoke = useApiMutation(
    () => {
      const params = { path: { target_id: target.target_id }, header: { 'If-Match': `"${target.version}"` } }
      return body(api.DELETE('/outbound/{target_id}/secret/former', { params }))
    },
    { touches: TOUCHED.outbound, success: t`The former secret is revoked.` },
  )
  const oldUntil = target.previous_until && me && when(target.previous_until, me.team.time_zone)
  if (!oldUntil) return null
  const ask = () =>
    confirm({
      title: t`Revoke the former secret?`,
      about: t`From now on we sign with the new secret alone. Make sure that your program has it.`,
      verb: t`Revoke`,
      danger: true,
      onYes: () => revoke.mutate(),
    })
  return (
    <Group justify="space-between">
      <Text size="sm">
        <Trans>The former secret works until {oldUntil}.</Trans>
      </Text>
      <Button variant="default" size="xs" onClick={ask} loading={revoke.isPending}>
        <Trans>Revoke now</Trans>
      </Button>
    </Group>
  )
}
