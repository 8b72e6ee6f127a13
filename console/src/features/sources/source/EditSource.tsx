import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { MemberSelect } from '@/ui/forms/selects'
import { useServerErrors } from '@/ui/forms/serverErrors'
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

interface Values {
  title: string
  category: string
  owner: string | null
}

function EditForm({ source }: { source: Source }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const form = useForm<Values>({
    initialValues: { title: source.title, category: source.category ?? '', owner: source.owner ?? null },
  })
  const save = useApiMutation(
    ({ title, category, owner }: Values) => {
      const params = { path: { source_id: source.source_id }, header: { 'If-Match': `"${source.version}"` } }
      const patch = { title: title.trim(), category: category.trim() || null, owner }
      return body(api.PATCH('/sources/{source_id}', { params, body: patch }))
    },
    { touches: TOUCHED.source, success: t`Saved.`, onError: useServerErrors(form, Object.keys(form.values)) },
  )
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label={t`Title`} required maxLength={60} {...form.getInputProps('title')} />
          <TextInput label={t`Category`} maxLength={60} {...form.getInputProps('category')} />
          <MemberSelect
            label={t`Whose it is`}
            description={t`If it is a member's own site: its leads go to them.`}
            clearable
            {...form.getInputProps('owner')}
          />
        </SimpleGrid>
        <Group justify="end">
          <Button type="submit" loading={save.isPending}>
            <Trans>Save</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
