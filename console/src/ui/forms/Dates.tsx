import '@mantine/dates/styles.css'
import 'dayjs/locale/es'
import { useLingui } from '@lingui/react/macro'
import { DatesProvider } from '@mantine/dates'
import type { ReactNode } from 'react'

/** Provides the language and the first day of the week to date pickers. */
export function Dates({ children }: { children: ReactNode }) {
  const { i18n } = useLingui()
  return (
    <DatesProvider settings={{ locale: i18n.locale, firstDayOfWeek: 1, weekendDays: [] }}>{children}</DatesProvider>
  )
}

/** Return the accessible labels of a calendar. */
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
    clearButtonProps: { 'aria-label': t`Clear` },
  }
}
