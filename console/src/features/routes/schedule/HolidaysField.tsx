import { useLingui } from '@lingui/react/macro'
import { Checkbox, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import type { HolidaysValues } from '../editor/routeForm'
import { countryName } from '../words/schedules'

/** Countries whose public holidays the product knows and whose teams it speaks to; the nearest first by name. */
const COUNTRIES =
  'AD AR AT AU BE BO BR CA CH CL CO CR CU CZ DE DK DO EC ES FI FR GB GQ GR GT HN HU IE IT JP LU MX NI NL NO NZ PA PE PL PR PT PY RO SE SV US UY VE ZA'.split(
    ' ',
  )

interface Props {
  holidays: HolidaysValues
  onChange: (holidays: HolidaysValues) => void
}

/** Which public holidays: of a country or a region of it, all or some. */
export function HolidaysField({ holidays, onChange }: Props) {
  const { t, i18n } = useLingui()
  const codes = COUNTRIES.includes(holidays.country) || !holidays.country ? COUNTRIES : [...COUNTRIES, holidays.country]
  const countries = codes
    .map((value) => ({ value, label: countryName(value, i18n.locale) }))
    .sort((a, b) => a.label.localeCompare(b.label, i18n.locale))
  return (
    <Stack gap="xs" pl={{ base: 0, sm: 'xl' }}>
      <Group gap="xs" align="start">
        <Select
          label={t`Country`}
          searchable
          data={countries}
          value={holidays.country || null}
          onChange={(country) => onChange({ ...holidays, country: country ?? '' })}
          w={220}
        />
        <TextInput
          label={t`Region`}
          placeholder={t`The whole country`}
          description={t`Its short code, such as MD or CA.`}
          inputWrapperOrder={['label', 'input', 'description']}
          maxLength={3}
          value={holidays.region}
          onChange={(event) => onChange({ ...holidays, region: event.currentTarget.value.toUpperCase() })}
          w={200}
        />
      </Group>
      <TagsInput
        label={t`Only these holidays`}
        description={t`By their names in the country's language; leave it empty for all of them.`}
        value={holidays.names}
        onChange={(names) => onChange({ ...holidays, names })}
        acceptValueOnBlur
        maw={480}
      />
      <Checkbox
        label={t`Also on days to which a holiday is moved`}
        checked={holidays.observed}
        onChange={(event) => onChange({ ...holidays, observed: event.currentTarget.checked })}
      />
    </Stack>
  )
}
