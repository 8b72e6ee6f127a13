import { DatePickerInput, type DatePickerInputProps } from '@mantine/dates'
import { Dates, useCalendarWords } from './Dates'

type Given = Pick<DatePickerInputProps, 'label' | 'error' | 'placeholder' | 'clearable'>

interface Props extends Given {
  /** A day as the API writes it, `2026-11-30`; empty where none is chosen. So are the first and the last that can be. */
  value: string
  min?: string | undefined
  max?: string | undefined
  onChange: (day: string) => void
}

/** A field for a day, chosen from a calendar in the reader's language. */
export function DayField({ value, min, max, onChange, ...input }: Props) {
  const words = useCalendarWords()
  return (
    <Dates>
      <DatePickerInput
        {...words}
        {...input}
        valueFormat="D MMM YYYY"
        value={value || null}
        {...(min ? { minDate: min } : {})}
        {...(max ? { maxDate: max } : {})}
        onChange={(day) => onChange(day ?? '')}
        miw={160}
      />
    </Dates>
  )
}
