import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, Group, Stack, Switch, Text, TextInput } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { Dates as InWords, useCalendarWords } from '@/ui/forms/Dates'
import { HolidaysField } from '@/ui/holidays/HolidaysField'
import type { Dates, Local } from '../editor/routeForm'
import { useRouteFormContext } from '../editor/RouteFormContext'
import { FieldError } from '../fields/FieldError'

const SHOWN = 'D MMM YYYY'
const NEW_DATES: Dates = { from: { day: null, time: '' }, to: { day: null, time: '' }, yearly: false }

/** The dates of a special route: from one to another, public holidays, single days, or several of these. */
export function ActivationField({ zone }: { zone: string }) {
  const form = useRouteFormContext()
  const { t } = useLingui()
  const words = useCalendarWords()
  const { dates, holidays } = form.values
  return (
    <InWords>
      <Stack gap="sm">
        <Checkbox
          label={t`From one date to another`}
          checked={dates !== null}
          onChange={(event) => form.setFieldValue('dates', event.currentTarget.checked ? NEW_DATES : null)}
        />
        {dates && <DatesField dates={dates} onChange={(changed) => form.setFieldValue('dates', changed)} />}
        <Checkbox
          label={t`On public holidays`}
          checked={holidays !== null}
          onChange={(event) =>
            form.setFieldValue(
              'holidays',
              event.currentTarget.checked ? { country: '', region: '', names: [], observed: true } : null,
            )
          }
        />
        {holidays && (
          <HolidaysField
            holidays={holidays}
            onChange={(changed) => form.setFieldValue('holidays', changed)}
            error={form.errors.activation}
          />
        )}
        <DatePickerInput
          {...words}
          type="multiple"
          label={t`Single days`}
          placeholder={t`None`}
          valueFormat={SHOWN}
          clearable
          value={form.values.days}
          onChange={(days) => form.setFieldValue('days', [...days].sort())}
          maw={480}
        />
        <FieldError>{form.errors.activation}</FieldError>
        <Text size="xs" c="dimmed">
          <Trans>Time zone: {zone}</Trans>
        </Text>
      </Stack>
    </InWords>
  )
}

function DatesField({ dates, onChange }: { dates: Dates; onChange: (dates: Dates) => void }) {
  const { t } = useLingui()
  return (
    <Stack gap="xs" pl={{ base: 0, sm: 'xl' }}>
      <LocalField
        label={t`From`}
        hour={t`From the hour`}
        local={dates.from}
        onChange={(from) => onChange({ ...dates, from })}
      />
      <LocalField
        label={t`Until`}
        hour={t`Until the hour`}
        local={dates.to}
        onChange={(to) => onChange({ ...dates, to })}
      />
      <Text size="xs" c="dimmed">
        <Trans>Without an hour, whole days count, the last one included.</Trans>
      </Text>
      <Switch
        label={t`Every year`}
        checked={dates.yearly}
        onChange={(event) => onChange({ ...dates, yearly: event.currentTarget.checked })}
      />
    </Stack>
  )
}

interface LocalProps {
  label: string
  hour: string
  local: Local
  onChange: (local: Local) => void
}

function LocalField({ label, hour, local, onChange }: LocalProps) {
  const words = useCalendarWords()
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <DatePickerInput
        {...words}
        label={label}
        valueFormat={SHOWN}
        value={local.day}
        onChange={(day) => onChange({ ...local, day })}
        flex={1}
        maw={200}
      />
      <TextInput
        type="time"
        aria-label={hour}
        value={local.time}
        onChange={(event) => onChange({ ...local, time: event.currentTarget.value })}
        w={120}
      />
    </Group>
  )
}
