import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Box, Button, Group, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch } from '@/ui/icons'
import { memo, type ReactNode } from 'react'
import { useMe } from '@/api/context'
import { MemberSelect, RouteSelect, SourceSelect } from '@/ui/forms/selects'
import { STATES } from '@/ui/words/states'
import type { Filters } from './useLeads'

interface Props {
  filters: Filters
  onChange: (changes: { [K in keyof Filters]?: Filters[K] | undefined }) => void
  q: string
  onSearch: (q: string) => void
  /** Where the columns are chosen. */
  columns?: ReactNode
}

/** Whom to look for, and among which leads; on a phone the latter is folded away until asked for. */
export const LeadFilters = memo(function LeadFilters({ q, onSearch, columns, ...among }: Props) {
  const { t } = useLingui()
  const [open, { toggle }] = useDisclosure(false)
  const count = Object.keys(among.filters).filter((name) => name !== 'sort').length
  return (
    <Box>
      <Group align="end" gap="sm" wrap="nowrap">
        <TextInput
          label={t`Search`}
          placeholder={t`Part of a name, an e-mail or the last digits of a phone`}
          type="search"
          maxLength={200}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={q}
          onChange={(event) => onSearch(event.currentTarget.value)}
          flex={1}
        />
        {columns}
        <Button
          variant={count > 0 ? 'light' : 'default'}
          hiddenFrom="sm"
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          aria-expanded={open}
          aria-controls="lead-filters"
          onClick={toggle}
        >
          {count > 0 ? <Plural value={count} one="# filter" other="# filters" /> : <Trans>Filters</Trans>}
        </Button>
      </Group>
      <Box id="lead-filters" mt="sm" {...(open ? {} : { visibleFrom: 'sm' })}>
        <Among {...among} searching={q !== ''} />
      </Box>
    </Box>
  )
})

function Among({ filters, onChange, searching }: Pick<Props, 'filters' | 'onChange'> & { searching: boolean }) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const owner = filters.owner === 'me' ? me.data?.agent_id : filters.owner
  const sortable = Boolean(owner) && !searching
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
      <Select
        label={t`State`}
        placeholder={t`Any`}
        clearable
        value={filters.state ?? null}
        onChange={(state) => onChange({ state: (state as Filters['state']) ?? undefined })}
        data={Object.entries(STATES).map(([value, label]) => ({ value, label: i18n._(label) }))}
      />
      <MemberSelect
        label={t`Owner`}
        placeholder={t`Any`}
        clearable
        value={owner ?? null}
        onChange={(chosen) => onChange({ owner: chosen ?? undefined, ...(chosen ? {} : { sort: undefined }) })}
      />
      <SourceSelect
        label={t`Source`}
        placeholder={t`Any`}
        clearable
        value={filters.source ?? null}
        onChange={(source) => onChange({ source: source ?? undefined })}
      />
      <RouteSelect
        label={t`Route`}
        placeholder={t`Any`}
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
          {
            value: 'waiting',
            label: owner ? t`Unanswered first` : t`Unanswered first (of one owner)`,
            disabled: !sortable,
          },
        ]}
      />
    </SimpleGrid>
  )
}
