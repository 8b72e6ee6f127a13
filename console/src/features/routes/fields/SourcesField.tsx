import { useLingui } from '@lingui/react/macro'
import { MultiSelect, Radio, Stack } from '@mantine/core'
import { useDirectory } from '@/ui/words/useDirectory'
import { useRouteFormContext } from '../editor/RouteFormContext'

/** Which sources' leads the route takes: all, or some. */
export function SourcesField() {
  const form = useRouteFormContext()
  const { t } = useLingui()
  const names = useDirectory()
  const chosen = form.values.sources === 'all' ? [] : form.values.sources
  const known = names.data?.sources.map((one) => ({ value: one.source_id, label: one.title })) ?? []
  const missing = chosen.filter((id) => !known.some((one) => one.value === id))
  const archived = names.data ? t`A source that is archived` : '…'
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t`Sources`}
        value={form.values.sources === 'all' ? 'all' : 'some'}
        onChange={(value) => form.setFieldValue('sources', value === 'all' ? 'all' : [])}
      >
        <Stack gap="xs" mt={4}>
          <Radio value="all" label={t`All sources`} />
          <Radio value="some" label={t`Only some`} />
        </Stack>
      </Radio.Group>
      {form.values.sources !== 'all' && (
        <MultiSelect
          aria-label={t`Chosen sources`}
          placeholder={chosen.length === 0 ? t`Choose sources` : ''}
          searchable
          hidePickedOptions
          data={[...known, ...missing.map((value) => ({ value, label: archived }))]}
          value={chosen}
          onChange={(sources) => form.setFieldValue('sources', sources)}
          error={form.errors.sources}
        />
      )}
    </Stack>
  )
}
