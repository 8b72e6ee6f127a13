import { useLingui } from '@lingui/react/macro'
import { Group, Select, SimpleGrid, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMe } from '@/api/context'
import { ChooseMember, ChooseRoute, ChooseSource } from '@/ui/Choose'
import { STATES } from '@/ui/states'
import type { Filters } from './useLeads'

interface Props {
  filters: Filters
  onChange: (changes: { [K in keyof Filters]?: Filters[K] | undefined }) => void
  q: string
  onSearch: (q: string) => void
}

/** Whom to look for, and among which leads. */
export function LeadFilters({ filters, onChange, q, onSearch }: Props) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const owner = filters.owner === 'me' ? me.data?.agent_id : filters.owner
  const sortable = Boolean(owner) && !q
  return (
    <Group align="end" gap="sm">
      <TextInput
        label={t`Search`}
        placeholder={t`A whole e-mail or phone, or how the name begins`}
        type="search"
        maxLength={200}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={q}
        onChange={(event) => onSearch(event.currentTarget.value)}
        w="100%"
      />
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm" w="100%">
        <Select
          label={t`State`}
          placeholder={t`All`}
          clearable
          value={filters.state ?? null}
          onChange={(state) => onChange({ state: (state as Filters['state']) ?? undefined })}
          data={Object.entries(STATES).map(([value, label]) => ({ value, label: i18n._(label) }))}
        />
        <ChooseMember
          label={t`Owner`}
          placeholder={t`All`}
          clearable
          value={owner ?? null}
          onChange={(chosen) => onChange({ owner: chosen ?? undefined, ...(chosen ? {} : { sort: undefined }) })}
        />
        <ChooseSource
          label={t`Source`}
          placeholder={t`All`}
          clearable
          value={filters.source ?? null}
          onChange={(source) => onChange({ source: source ?? undefined })}
        />
        <ChooseRoute
          label={t`Route`}
          placeholder={t`All`}
          clearable
          value={filters.route ?? null}
          onChange={(route) => onChange({ route: route ?? undefined })}
        />
        <Select
          label={t`Order`}
          allowDeselect={false}
          value={sortable ? (filters.sort ?? 'newest') : 'newest'}
          onChange={(sort) => onChange({ sort: sort === 'waiting' ? 'waiting' : undefined })}
          data={[
            { value: 'newest', label: t`Newest first` },
            { value: 'waiting', label: owner ? t`Unanswered first` : t`Unanswered first (of one owner)`, disabled: !sortable },
          ]}
        />
      </SimpleGrid>
    </Group>
  )
}
