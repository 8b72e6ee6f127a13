import '@mantine/dates/styles.css'
import 'dayjs/locale/es'
import { useLingui } from '@lingui/react/macro'
import { DatesProvider } from '@mantine/dates'
import type { ReactNode } from 'react'

/** Where dates are picked: months and days in the language spoken, weeks from Monday, no colour that is hard to read. */
export function Dates({ children }: { children: ReactNode }) {
  const { i18n } = useLingui()
  return (
    <DatesProvider settings={{ locale: i18n.locale, firstDayOfWeek: 1, weekendDays: [] }}>{children}</DatesProvider>
  )
}

/** What the buttons of a calendar are called. */
export function useCalendarWords() {
  const { t } = useLingui()
  return {
    ariaLabels: {
      nextMonth: t`Next month`,
      previousMonth: t`Previous month`,
      nextYear: t`Next year`,
      previousYear: t`Previous year`,
      nextDecade: t`Next decade`,
      previousDecade: t`Previous decade`,
      monthLevelControl: t`Choose the month`,
      yearLevelControl: t`Choose the year`,
    },
  }
}
