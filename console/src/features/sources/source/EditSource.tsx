import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { MemberSelect } from '@/ui/forms/selects'
import { Section } from '@/ui/layout/Page'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import type { Source } from '../useSources'

/** What a source is called, how it is grouped, and whose it is. */
export function EditSource({ source }: { source: Source }) {
  const { t } = useLingui()
  return (
    <Section title={t`Name and owner`}>
      <EditForm key={`${source.title} ${source.category} ${source.owner}`} source={source} />
    </Section>
  )
}

function EditForm({ source }: { source: Source }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const [title, setTitle] = useState(source.title)
  const [category, setCategory] = useState(source.category ?? '')
  const [owner, setOwner] = useState<string | null>(source.owner ?? null)
  const save = useApiMutation(
    () => {
      const params = { path: { source_id: source.source_id }, header: { 'If-Match': `"${source.version}"` } }
      const patch = { title: title.trim(), category: category.trim() || null, owner }
      return body(api.PATCH('/sources/{source_id}', { params, body: patch }))
    },
    { touches: TOUCHED.source, success: t`Saved.` },
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Stack component="form" onSubmit={submit}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t`Title`}
          required
          maxLength={60}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextInput
          label={t`Category`}
          maxLength={60}
          value={category}
          onChange={(event) => setCategory(event.currentTarget.value)}
        />
        <MemberSelect
          label={t`Whose it is`}
          description={t`If it is a member's own site: its leads go to them.`}
          clearable
          value={owner}
          onChange={setOwner}
        />
      </SimpleGrid>
      <Group justify="end">
        <Button type="submit" loading={save.isPending}>
          <Trans>Save</Trans>
        </Button>
      </Group>
    </Stack>
  )
}
