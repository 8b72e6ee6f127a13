import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, Group, MultiSelect, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { holidaysQuery } from '@/api/queries/routes'
import { when } from '@/lib/locale'
import { LoadError } from '@/ui/layout/LoadError'
import type { HolidaysValues } from '../editor/routeForm'
import { countryName } from '../words/schedules'

/** Countries whose public holidays the product knows and whose teams it speaks to; the nearest first by name. */
const COUNTRIES =
  'AD AR AT AU BE BO BR CA CH CL CO CR CU CZ DE DK DO EC ES FI FR GB GQ GR GT HN HU IE IT JP LU MX NI NL NO NZ PA PE PL PR PT PY RO SE SV US UY VE ZA'.split(
    ' ',
  )

const NEXT = 4

interface Props {
  holidays: HolidaysValues
  onChange: (holidays: HolidaysValues) => void
  error: ReactNode
}

/** Which public holidays: of a country or a region of it, all or some, chosen from those that come. */
export function HolidaysField({ holidays, onChange, error }: Props) {
  const { t, i18n } = useLingui()
  const { api } = useConsole()
  const { country, region } = holidays
  const whole = useQuery(holidaysQuery(api, country, ''))
  const coming = useQuery(holidaysQuery(api, country, region))
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
    </Stack>
  )
}

type Holiday = Shapes['HolidayList']['items'][number]

interface NamesProps {
  items: Holiday[]
  names: string[]
  onChange: (names: string[]) => void
}

/** Some of the holidays, each with its next date, and when the next ones of those chosen are. */
function Names({ items, names, onChange }: NamesProps) {
  const { t } = useLingui()
  const dates = new Map(items.map((one) => [one.name, dayOf(one.date)]))
  const chosen = names.length > 0 ? items.filter((one) => names.includes(one.name)) : items
  const next = chosen
    .slice(0, NEXT)
    .map((one) => `${one.name} (${dates.get(one.name)})`)
    .join(', ')
  return (
    <>
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
      {next && (
        <Text size="sm" c="dimmed" aria-live="polite">
          <Trans>Next: {next}</Trans>
        </Text>
      )}
    </>
  )
}

/** A date without a time is the same day everywhere. */
const dayOf = (date: string) => when(`${date}T12:00:00Z`, 'UTC', 'day')
