import { useLingui } from '@lingui/react/macro'
import type { DateTimePickerProps } from '@mantine/dates'
import { MomentField } from '@/ui/forms/MomentField'

type Props = Pick<DateTimePickerProps, 'value' | 'onChange' | 'error'> & { zone: string }

/** When an appointment takes place, by the team's clocks; it may be left open. */
export function AppointmentPicker({ zone, ...input }: Props) {
  const { t } = useLingui()
  return (
    <MomentField
      w={200}
      aria-label={t`When the appointment is`}
      placeholder={t`When is it?`}
      clearable
      defaultTimeValue="10:00"
      fromTodayIn={zone}
      {...input}
    />
  )
}
