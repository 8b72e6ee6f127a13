import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { MemberSelect } from '@/ui/forms/selects'
import { SecretsDialog } from '@/ui/feedback/SecretsDialog'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { MetaFields, type MetaValues, NOTHING_ISSUED } from './MetaFields'
import { ISSUED } from './kinds'
import type { Made } from './useSources'
import { WayField } from './WayField'
import { EASIEST, kindOf } from './ways'

interface Values extends MetaValues {
  title: string
  way: string
  category: string
  owner: string | null
}

const EMPTY: Values = { title: '', way: EASIEST, category: '', owner: null, ...NOTHING_ISSUED }

/** Make a source; its secret is shown once, and then the source's own page. */
export function NewSource({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [made, setMade] = useState<Made | null>(null)
  const go = (source: Made) => void navigate({ to: '/sources/$sourceId', params: { sourceId: source.source_id } })
  function onMade(source: Made) {
    onClose()
    const needsSecret = source.secret && !source.mail_address // mail is simply forwarded
    if (needsSecret || source.verify_token) setMade(source)
    else go(source)
  }
  return (
    <>
      <Modal
        opened={opened}
        onClose={onClose}
        title={t`New source`}
        size="lg"
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        <SourceForm onMade={onMade} />
      </Modal>
      <SecretsDialog
        title={t`The source is made`}
        opened={made !== null}
        onClose={() => made && go(made)}
        secrets={[
          { label: t`Secret`, value: made?.secret },
          { label: t`Verify token`, value: made?.verify_token },
        ]}
      />
    </>
  )
}

function SourceForm({ onMade }: { onMade: (made: Made) => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const form = useForm({ initialValues: EMPTY })
  const kind = kindOf(form.values.way)
  const make = useApiMutation((values: Values) => body(api.POST('/sources', { body: draftOf(values) })), {
    touches: TOUCHED.source,
    onSuccess: onMade,
    onError: useServerErrors(form, [...Object.keys(form.values), 'kind']),
  })
  return (
    <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
      <Stack>
        <WayField {...form.getInputProps('way')} error={form.errors.kind} />
        <TextInput label={t`Title`} required maxLength={60} {...form.getInputProps('title')} />
        {ISSUED.includes(kind) && <MetaFields form={form} required token={kind === 'meta'} />}
        <TextInput
          label={t`Category`}
          description={t`A label of your own to group sources.`}
          maxLength={60}
          {...form.getInputProps('category')}
        />
        <MemberSelect
          label={t`Whose it is`}
          description={t`If it is a member's own site: its leads go to them.`}
          clearable
          {...form.getInputProps('owner')}
        />
        {kind !== 'manual' && (
          <Text size="sm" c="dimmed">
            <Trans>Next you see the address and how to connect it.</Trans>
          </Text>
        )}
        <Group justify="end">
          <Button type="submit" loading={make.isPending}>
            <Trans>Make the source</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function draftOf({ title, way, category, owner, secret, access_token }: Values) {
  const kind = kindOf(way)
  const token = kind === 'meta' ? { access_token: access_token.trim() } : {}
  const issued = ISSUED.includes(kind) ? { secret: secret.trim(), ...token } : {}
  return { title: title.trim(), kind, category: category.trim() || null, owner, ...issued }
}
