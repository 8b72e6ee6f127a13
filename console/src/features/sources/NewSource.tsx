import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { MemberSelect } from '@/ui/forms/selects'
import { SecretsDialog } from '@/ui/feedback/SecretsDialog'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { ISSUED, type IssuedTyped, MetaFields } from './MetaFields'
import { type Kind, KIND_WORDS, KINDS } from './kinds'
import type { Made } from './useSources'

interface Typed extends IssuedTyped {
  title: string
  kind: Kind
  category: string
  owner: string | null
}

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
      <Modal opened={opened} onClose={onClose} title={t`New source`} closeButtonProps={{ 'aria-label': t`Close` }}>
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
  const { t, i18n } = useLingui()
  const { api } = useConsole()
  const [form, setForm] = useState<Typed>({ title: '', kind: 'standard', category: '', owner: null, ...ISSUED })
  const change = (changes: Partial<Typed>) => setForm({ ...form, ...changes })
  const issued = form.kind === 'meta' ? { secret: form.secret.trim(), access_token: form.access_token.trim() } : {}
  const make = useApiMutation(
    () => {
      const { title, kind, category, owner } = form
      const draft = { title: title.trim(), kind, category: category.trim() || null, owner, ...issued }
      return body(api.POST('/sources', { body: draft }))
    },
    { touches: TOUCHED.source, onSuccess: onMade },
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Stack component="form" onSubmit={submit}>
      <TextInput
        label={t`Title`}
        required
        maxLength={60}
        data-autofocus
        value={form.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Select
        label={t`Kind`}
        allowDeselect={false}
        data={KINDS.map((kind) => ({ value: kind, label: i18n._(KIND_WORDS[kind]) }))}
        value={form.kind}
        onChange={(kind) => kind && change({ kind: kind as Kind })}
      />
      {form.kind === 'meta' && <MetaFields form={form} onChange={change} required />}
      <TextInput
        label={t`Category`}
        description={t`A word of your own to group sources by.`}
        maxLength={60}
        value={form.category}
        onChange={(event) => change({ category: event.currentTarget.value })}
      />
      <MemberSelect
        label={t`Whose it is`}
        description={t`If it is a member's own site: its leads go to them.`}
        clearable
        value={form.owner}
        onChange={(owner) => change({ owner })}
      />
      {form.kind !== 'manual' && (
        <Text size="sm" c="dimmed">
          <Trans>The address and how to connect it show next.</Trans>
        </Text>
      )}
      <Group justify="end">
        <Button type="submit" loading={make.isPending}>
          <Trans>Make the source</Trans>
        </Button>
      </Group>
    </Stack>
  )
}
