import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { when } from '@/lib/locale'
import { Section } from '@/ui/layout/Page'
import { SecretsDialog } from '@/ui/feedback/SecretsDialog'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { type Sending, useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { ISSUED } from '../kinds'
import { MetaFields, NOTHING_ISSUED } from '../MetaFields'
import type { Made, Source } from '../useSources'

/** The source's secret: renewed, or entered again where the provider issues it. */
export function Secret({ source }: { source: Source }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const { data: me } = useMe()
  const [entering, { open, close }] = useDisclosure()
  const [made, setMade] = useState<Made | null>(null)
  const sending: Sending<Shapes['SecretRenewal'], Made> = {
    send: (renewal) => {
      const params = { path: { source_id: source.source_id }, header: { 'If-Match': `"${source.version}"` } }
      return body(api.POST('/sources/{source_id}/secret', { params, body: renewal }))
    },
    success: t`The secret is renewed.`,
    onSuccess: (renewed) => {
      close()
      if (renewed.secret || renewed.verify_token) setMade(renewed)
    },
  }
  const oldUntil = source.previous_until && me && when(source.previous_until, me.team.time_zone)
  return (
    <Section
      title={t`Secret`}
      actions={
        source.may.includes('renew_secret') && (
          <Button variant="default" onClick={open}>
            <Trans>Renew the secret</Trans>
          </Button>
        )
      }
    >
      <Text size="sm" c="dimmed">
        <Trans>
          It proves that a delivery comes from the provider. It is never shown again; you can create a new one.
        </Trans>
      </Text>
      {source.mail_address && (
        <Text size="sm" c="dimmed">
          <Trans>The address for mail is renewed with it, and the former one works for 24 more hours too.</Trans>
        </Text>
      )}
      {oldUntil && (
        <Group justify="space-between">
          <Text size="sm">
            <Trans>The former secret works until {oldUntil}.</Trans>
          </Text>
          {source.may.includes('revoke_former_secret') && <RevokeFormer source={source} />}
        </Group>
      )}
      <Modal
        opened={entering}
        onClose={close}
        title={t`Renew the secret`}
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        <RenewalForm issued={ISSUED.includes(source.kind)} {...sending} />
      </Modal>
      <SecretsDialog
        title={t`The new secret`}
        opened={made !== null}
        onClose={() => setMade(null)}
        secrets={[
          { label: t`Forward mail to`, value: made?.mail_address },
          { label: t`Secret`, value: made?.secret },
          { label: t`Verify token`, value: made?.verify_token },
        ]}
      />
    </Section>
  )
}

/** End the former secret now, rather than at the end of its day. */
function RevokeFormer({ source }: { source: Source }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const confirm = useConfirm()
  const revoke = useApiMutation(
    () => {
      const params = { path: { source_id: source.source_id }, header: { 'If-Match': `"${source.version}"` } }
      return body(api.DELETE('/sources/{source_id}/secret/former', { params }))
    },
    { touches: TOUCHED.source, success: t`The former secret is revoked.` },
  )
  const ask = () =>
    confirm({
      title: t`Revoke the former secret?`,
      about: t`Deliveries that still use it are refused from now on. Make sure that the provider has the new one.`,
      verb: t`Revoke`,
      danger: true,
      onYes: () => revoke.mutate(),
    })
  return (
    <Button variant="default" size="xs" onClick={ask} loading={revoke.isPending}>
      <Trans>Revoke now</Trans>
    </Button>
  )
}

/** Asks for a new secret; `issued` if it is the provider's, which is entered. */
function RenewalForm({ issued, send, ...done }: Sending<Shapes['SecretRenewal'], Made> & { issued: boolean }) {
  const { t } = useLingui()
  const form = useForm({ initialValues: { ...NOTHING_ISSUED, revoke_former: false } })
  const renew = useApiMutation(send, {
    touches: TOUCHED.source,
    ...done,
    onError: useServerErrors(form, Object.keys(form.values)),
  })
  const [secret, accessToken] = [form.values.secret.trim(), form.values.access_token.trim()]
  const submit = () =>
    renew.mutate({
      ...(issued && { secret: secret || null, access_token: accessToken || null }),
      revoke_former: form.values.revoke_former,
    })
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack>
        <Text size="sm" c="dimmed">
          {issued ? (
            <Trans>Enter what Meta has issued anew: either or both. The old secret works 24 hours more.</Trans>
          ) : (
            <Trans>
              The new one is shown once. The old one works for 24 more hours: enter the new one at the provider by then.
            </Trans>
          )}
        </Text>
        {issued && <MetaFields form={form} />}
        <Checkbox
          label={t`The old secret has leaked: it ends at once`}
          description={t`Until the provider has the new one, its deliveries are refused.`}
          {...form.getInputProps('revoke_former', { type: 'checkbox' })}
        />
        <Group justify="end">
          <Button type="submit" loading={renew.isPending} disabled={issued && !secret && !accessToken}>
            <Trans>Renew</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
