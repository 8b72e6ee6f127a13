import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useUnsavedChanges } from '@/ui/forms/useUnsavedChanges'
import type { Source } from '../useSources'
import { formOf, type OpenForm, type Values, valuesOf } from './values'

/** What the form asks, what is agreed to, and where it may stand. */
export function FormFields({ source, form: kept }: { source: Source; form: OpenForm }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const form = useForm<Values>({ initialValues: valuesOf(kept) })
  const save = useApiMutation(
    (values: Values) => {
      const params = { path: { source_id: source.source_id }, header: { 'If-Match': `"${source.version}"` } }
      return body(api.PATCH('/sources/{source_id}', { params, body: { form: formOf(values) } }))
    },
    {
      touches: TOUCHED.source,
      success: t`Saved.`,
      onSuccess: () => form.resetDirty(),
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  useUnsavedChanges(form.isDirty())
  const asked = [
    { value: 'required', label: t`Required` },
    { value: 'optional', label: t`Optional` },
    { value: 'hidden', label: t`Not asked` },
  ]
  const languages = [
    { value: 'es', label: 'Español' },
    { value: 'en', label: 'English' },
  ]
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select label={t`Name`} data={asked} allowDeselect={false} {...form.getInputProps('name')} />
          <Select label={t`E-mail`} data={asked} allowDeselect={false} {...form.getInputProps('email')} />
          <Select label={t`Phone`} data={asked} allowDeselect={false} {...form.getInputProps('phone')} />
          <Select label={t`Message`} data={asked} allowDeselect={false} {...form.getInputProps('message')} />
          <Select label={t`Language`} data={languages} allowDeselect={false} {...form.getInputProps('language')} />
          <TextInput
            label={t`Address of your privacy notice`}
            type="url"
            placeholder="https://"
            maxLength={498}
            {...form.getInputProps('privacy_url')}
          />
        </SimpleGrid>
        <Textarea
          label={t`What the person agrees to`}
          description={t`A box to tick, without which nothing is sent; the lead keeps the text. Leave it empty for no box.`}
          autosize
          minRows={2}
          maxLength={1000}
          {...form.getInputProps('consent_text')}
        />
        <Textarea
          label={t`Sites that may show it`}
          description={t`One on each line, such as www.example.com.`}
          autosize
          minRows={2}
          {...form.getInputProps('sites')}
        />
        <Group justify="end">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            <Trans>Save the form</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
