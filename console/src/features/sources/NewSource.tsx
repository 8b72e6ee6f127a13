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
import { KindField } from './KindField'
import type { Kind } from './kinds'
import type { Made } from './useSources'

interface Values extends MetaValues {
  title: string
  kind: Kind
  category: string
  owner: string | null
}

const EMPTY: Values = { title: '', kind: 'meta', category: '', owner: null, ...NOTHING_ISSUED }

/** Make a source; its secret is shown once, and then the source's own page. */
export function NewSource({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [made, setMade] = useState<Made | null>(null)
  const go = (source: Made) => void navigate({ to: '/sources/$sourceId', params: { sourceId: source.source_id } })
  function onMade(source: Made) {
    onClose()
    if (source.secret || source.verify_token) setMade(source)
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
  const { kind } = form.values
  const make = useApiMutation((values: Values) => body(api.POST('/sources', { body: draftOf(values) })), {
    touches: TOUCHED.source,
    onSuccess: onMade,
    onError: useServerErrors(form, Object.keys(form.values)),
  })
  return (
    <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
      <Stack>
        <KindField {...form.getInputProps('kind')} />
        <TextInput label={t`Title`} required maxLength={60} {...form.getInputProps('title')} />
        {kind === 'meta' && <MetaFields form={form} required />}
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

function draftOf({ title, kind, category, owner, secret, access_token }: Values) {
  const issued = kind === 'meta' ? { secret: secret.trim(), access_token: access_token.trim() } : {}
  return { title: title.trim(), kind, category: category.trim() || null, owner, ...issued }
}
