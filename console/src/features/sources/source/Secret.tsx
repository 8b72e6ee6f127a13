import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
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
import { MetaFields, NOTHING_ISSUED } from '../MetaFields'
import type { Made, Source } from '../useSources'

/** The source's secret: renewed, or entered again where the provider issues it. */
export function Secret({ source }: { source: Source }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const { data: me } = useMe()
  const confirm = useConfirm()
  const [entering, { open, close }] = useDisclosure()
  const [made, setMade] = useState<Made | null>(null)
  const sending: Sending<Shapes['SecretDraft'], Made> = {
    send: (issued) => {
      const params = { path: { source_id: source.source_id }, header: { 'If-Match': `"${source.version}"` } }
      return body(api.POST('/sources/{source_id}/secret', { params, body: issued }))
    },
    success: t`The secret is renewed.`,
    onSuccess: (renewed) => {
      close()
      if (renewed.secret || renewed.verify_token) setMade(renewed)
    },
  }
  const renew = useApiMutation(sending.send, { touches: TOUCHED.source, ...sending })
  const ask = () =>
    confirm({
      title: t`Renew the secret?`,
      about: t`A new one is shown once. The old one works 24 hours more: enter the new one at the provider until then.`,
      verb: t`Renew`,
      onYes: () => renew.mutate({}),
    })
  const oldUntil = source.previous_until && me && when(source.previous_until, me.team.time_zone)
  return (
    <Section
      title={t`Secret`}
      actions={
        <Button variant="default" onClick={source.kind === 'meta' ? open : ask} loading={renew.isPending}>
          <Trans>Renew the secret</Trans>
        </Button>
      }
    >
      <Text size="sm" c="dimmed">
        <Trans>By it we know that a delivery is the provider's. It is never shown again; a new one can be made.</Trans>
      </Text>
      {oldUntil && (
        <Text size="sm">
          <Trans>The old secret works until {oldUntil}.</Trans>
        </Text>
      )}
      <Modal
        opened={entering}
        onClose={close}
        title={t`Renew the secret`}
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        <IssuedForm {...sending} />
      </Modal>
      <SecretsDialog
        title={t`The new secret`}
        opened={made !== null}
        onClose={() => setMade(null)}
        secrets={[
          { label: t`Secret`, value: made?.secret },
          { label: t`Verify token`, value: made?.verify_token },
        ]}
      />
    </Section>
  )
}

function IssuedForm({ send, ...done }: Sending<Shapes['SecretDraft'], Made>) {
  const form = useForm({ initialValues: NOTHING_ISSUED })
  const renew = useApiMutation(send, {
    touches: TOUCHED.source,
    ...done,
    onError: useServerErrors(form, Object.keys(form.values)),
  })
  const [secret, accessToken] = [form.values.secret.trim(), form.values.access_token.trim()]
  const submit = () => renew.mutate({ secret: secret || null, access_token: accessToken || null })
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack>
        <Text size="sm" c="dimmed">
          <Trans>Enter what Meta has issued anew: either or both. The old secret works 24 hours more.</Trans>
        </Text>
        <MetaFields form={form} />
        <Group justify="end">
          <Button type="submit" loading={renew.isPending} disabled={!secret && !accessToken}>
            <Trans>Renew</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
