import { useLingui } from '@lingui/react/macro'
import { Checkbox, Group, MultiSelect, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { holidaysQuery } from '@/api/queries/routes'
import { ComingDates } from './ComingDates'
import { dayOf, isChosen } from './dates'
import { LoadError } from '@/ui/layout/LoadError'
import { countryName } from '@/ui/words/names'

export interface HolidaysValues {
  country: string
  region: string
  /** None named: all of them. */
  names: string[]
  observed: boolean
}

/** Countries whose public holidays the product knows and whose teams it speaks to; the nearest first by name. */
const COUNTRIES =
  'AD AR AT AU BE BO BR CA CH CL CO CR CU CZ DE DK DO EC ES FI FR GB GQ GR GT HN HU IE IT JP LU MX NI NL NO NZ PA PE PL PR PT PY RO SE SV US UY VE ZA'.split(
    ' ',
  )

type Holiday = Shapes['HolidayList']['items'][number]

interface Props {
  holidays: HolidaysValues
  onChange: (holidays: HolidaysValues) => void
  error: ReactNode
  /** Shows the dates of the coming year that are chosen, those to which holidays are moved too. */
  coming?: (items: Holiday[]) => ReactNode
}

/** Which public holidays: of a country or a region of it, all or some, chosen from those that come. */
export function HolidaysField({
  holidays,
  onChange,
  error,
  coming: show = (items) => <ComingDates items={items} />,
}: Props) {
  const { t, i18n } = useLingui()
  const { api } = useConsole()
  const { country, region } = holidays
  const whole = useQuery(holidaysQuery(api, country, ''))
  const coming = useQuery(holidaysQuery(api, country, region))
  const dates = useQuery(holidaysQuery(api, country, region, holidays.observed))
  const codes = COUNTRIES.includes(country) || !country ? COUNTRIES : [...COUNTRIES, country]
  const countries = codes
    .map((value) => ({ value, label: countryName(value, i18n.locale) }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.locale))
  const regions = [...new Set([...(whole.data?.regions ?? []), ...(region ? [region] : [])])]
  return (
    <Stack gap="xs" pl={{ base: 0, sm: 'xl' }}>
      <Group gap="xs" align="start">
        <Select
          label={t`Country`}
          searchable
          data={countries}
          value={country || null}
          // Another country has other regions and names.
          onChange={(chosen) => onChange({ ...holidays, country: chosen ?? '', region: '', names: [] })}
          error={country === '' && error}
          w={220}
        />
        <Select
          label={t`Region`}
          placeholder={t`The whole country`}
          description={t`Its short code, such as MD or CA.`}
          inputWrapperOrder={['label', 'input', 'description']}
          searchable
          clearable
          disabled={regions.length === 0}
          data={regions}
          value={region || null}
          onChange={(chosen) => onChange({ ...holidays, region: chosen ?? '' })}
          w={200}
        />
      </Group>
      {coming.error && <LoadError error={coming.error} again={() => void coming.refetch()} />}
      {country !== '' && (
        <Names
          items={coming.data?.items ?? []}
          names={holidays.names}
          onChange={(names) => onChange({ ...holidays, names })}
        />
      )}
      <Checkbox
        label={t`Also on days to which a holiday is moved`}
        checked={holidays.observed}
        onChange={(event) => onChange({ ...holidays, observed: event.currentTarget.checked })}
      />
      {show((dates.data?.items ?? []).filter((one) => isChosen(one.name, holidays.names)))}
    </Stack>
  )
}

interface NamesProps {
  items: Holiday[]
  names: string[]
  onChange: (names: string[]) => void
}

/** Some of the holidays, each with its next date. */
function Names({ items, names, onChange }: NamesProps) {
  const { t } = useLingui()
  const dates = new Map(items.map((one) => [one.name, dayOf(one.date)]))
  return (
    <MultiSelect
      label={t`Only these holidays`}
      description={t`Leave it empty for all of them.`}
      searchable
      clearable
      data={[...new Set([...items.map((one) => one.name), ...names])]}
      renderOption={({ option }) => (
        <Group justify="space-between" wrap="nowrap" flex={1}>
          <span>{option.label}</span>
          <Text span size="sm" c="dimmed" flex="none">
            {dates.get(option.value)}
          </Text>
        </Group>
      )}
      value={names}
      onChange={onChange}
      maw={480}
    />
  )
}
