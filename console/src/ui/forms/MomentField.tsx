import { useLingui } from '@lingui/react/macro'
import { DateTimePicker, type DateTimePickerProps } from '@mantine/dates'
import dayjs from 'dayjs'
import { wallOf } from '@/lib/zone'
import { Dates, useCalendarWords } from './Dates'

interface Props extends Omit<DateTimePickerProps, 'ref' | 'valueFormat' | 'minDate'> {
  /** The zone by whose clocks a day that is over cannot be chosen; any day without it. */
  fromTodayIn?: string
}

// Escape in the calendar closes the calendar, not the dialog around it: Mantine marks its buttons so, but not the time.
const KEEPS_ESCAPE = { 'data-mantine-stop-propagation': 'true' }

/** A field for a day and a time, as clocks show them. */
export function MomentField({ fromTodayIn: zone, ...input }: Props) {
  const { t } = useLingui()
  const words = useCalendarWords()
  return (
    <Dates>
      <DateTimePicker
        {...words}
        submitButtonProps={{ 'aria-label': t`Choose` }}
        timePickerProps={{
          hoursInputLabel: t`Hour`,
          minutesInputLabel: t`Minute`,
          hoursInputProps: KEEPS_ESCAPE,
          minutesInputProps: KEEPS_ESCAPE,
        }}
        valueFormat="D MMM YYYY, HH:mm"
        {...(zone ? { minDate: dayjs(wallOf(Date.now(), zone)).format('YYYY-MM-DD') } : {})}
        {...input}
      />
    </Dates>
  )
}
