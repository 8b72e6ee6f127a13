import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, CloseButton, Fieldset, Group, Stack, Switch, Text, TextInput } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { wallOf } from '@/lib/zone'
import { Dates, useCalendarWords } from '@/ui/forms/Dates'
import { HolidaysField } from '@/ui/holidays/HolidaysField'
import { Section } from '@/ui/layout/Page'
import { dayOf } from '@/ui/holidays/dates'
import type { SettingsForm } from './changes'

type Kept = Shapes['TeamHolidays']
type DayOff = Shapes['DayOff']

/** The days on which the team does not work: public holidays, and dates of its own. */
export function Holidays({ form }: { form: SettingsForm }) {
  const { t } = useLingui()
  const kept: Kept = form.values.holidays ?? {}
  const put = (changed: Partial<Kept>) => form.setFieldValue('holidays', tidy({ ...kept, ...changed }))
  const names = kept.names ?? 'all'
  return (
    <Section id="holidays" title={t`Holidays`}>
      <Text size="sm" c="dimmed">
        <Trans>
          On holidays the team does not work: clocks that count working hours stand still, all day. Routes and members'
          own hours go on.
        </Trans>
      </Text>
      <Switch
        label={t`Public holidays are days off`}
        checked={kept.country != null}
        onChange={(event) =>
          put(event.currentTarget.checked ? { country: form.values.country } : { ...NO_PUBLIC, left_out: [] })
        }
      />
      {kept.country != null && (
        <HolidaysField
          holidays={{
            country: kept.country,
            region: kept.region ?? '',
            names: names === 'all' ? [] : names,
            observed: kept.observed ?? true,
          }}
          onChange={({ country, region, names, observed }) =>
            put({ country, region: region || null, names: names.length > 0 ? names : 'all', observed })
          }
          error={form.errors.holidays}
          coming={(items) => (
            <DaysOff items={items} leftOut={kept.left_out ?? []} onChange={(left_out) => put({ left_out })} />
          )}
        />
      )}
      <OwnDates dates={kept.added ?? []} zone={form.values.time_zone} onChange={(added) => put({ added })} />
    </Section>
  )
}

const NO_PUBLIC: Partial<Kept> = { country: null, region: null, names: 'all', observed: true }

/** Return the holidays as the server answers them, so that what is changed back counts as unchanged. */
function tidy({ country, region, names, observed, added, left_out }: Kept): Kept {
  return {
    ...(country != null && { country }),
    ...(region != null && { region }),
    names: names ?? 'all',
    observed: observed ?? true,
    added: added ?? [],
    left_out: left_out ?? [],
  }
}

interface DaysOffProps {
  items: Shapes['HolidayList']['items']
  leftOut: string[]
  onChange: (leftOut: string[]) => void
}

/** The coming public holidays by their dates; one that is not ticked is a working day. */
function DaysOff({ items, leftOut, onChange }: DaysOffProps) {
  const { t } = useLingui()
  const named = new Map<string, string[]>()
  for (const { date, name } of items) named.set(date, [...(named.get(date) ?? []), name])
  return (
    <Checkbox.Group
      label={t`Days off in the coming year`}
      description={t`Untick a day on which the team works all the same.`}
      value={[...named.keys()].filter((date) => !leftOut.includes(date))}
      onChange={(ticked) => {
        const elsewhere = leftOut.filter((date) => !named.has(date))
        onChange([...elsewhere, ...[...named.keys()].filter((date) => !ticked.includes(date))].sort())
      }}
    >
      <Stack gap={6} mt="xs">
        {[...named].map(([date, names]) => (
          <Checkbox key={date} value={date} label={`${dayOf(date)}: ${names.join(', ')}`} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}

interface OwnProps {
  dates: DayOff[]
  zone: string
  onChange: (dates: DayOff[]) => void
}

/** Dates of the team's own, such as the feast of its town, each with its name. */
function OwnDates({ dates, zone, onChange }: OwnProps) {
  const { t } = useLingui()
  const { clock } = useConsole()
  const words = useCalendarWords()
  const put = (place: number, changed: Partial<DayOff>) =>
    onChange(dates.map((one, at) => (at === place ? { ...one, ...changed } : one)))
  return (
    <Dates>
      <Fieldset legend={t`The team's own days off`}>
        <Stack gap="sm">
          {dates.length === 0 && (
            <Text size="sm">
              <Trans>None</Trans>
            </Text>
          )}
          {dates.map((one, place) => (
            // Dates have no ids, so their index is the key.
            <Group key={place} gap="xs" align="end" wrap="nowrap">
              <DatePickerInput
                {...words}
                label={t`Day`}
                valueFormat="D MMM YYYY"
                value={one.date}
                onChange={(date) => date && put(place, { date })}
                w={150}
              />
              <TextInput
                label={t`Name`}
                maxLength={80}
                value={one.name ?? ''}
                onChange={(event) => put(place, { name: event.currentTarget.value })}
                flex={1}
                maw={320}
              />
              <CloseButton
                size="lg"
                aria-label={t`Remove the day off`}
                onClick={() => onChange(dates.filter((_, at) => at !== place))}
              />
            </Group>
          ))}
          <Group>
            <Button
              variant="light"
              size="compact-sm"
              onClick={() => onChange([...dates, { date: wallOf(clock.now(), zone).slice(0, 10), name: '' }])}
            >
              <Trans>Add a day off</Trans>
            </Button>
          </Group>
        </Stack>
      </Fieldset>
    </Dates>
  )
}
