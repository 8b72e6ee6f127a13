import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { type ColumnName, readColumns, SETS, setOf, toggled } from '@/features/report/table/chosenColumns'
import { type Column, COLUMNS, figure, GROUPS } from '@/features/report/table/columns'
import { ColumnSets } from '@/features/report/table/ColumnsMenu'
import { sorted } from '@/features/report/table/sorting'
import type { Row } from '@/features/report/useReport'

test('every set is of columns that there are, in the order of the table', () => {
  for (const set of Object.values(SETS)) expect(readColumns(set.join())).toEqual(set)
})

test('every group of columns has some, and none stands between those of another', () => {
  const met = COLUMNS.map(({ group }) => group).filter((group, at, all) => group !== all[at - 1])
  expect(met).toEqual(Object.keys(GROUPS))
})

test('columns are a set until one is chosen or left out', () => {
  expect(setOf(SETS.steps)).toBe('steps')
  expect(setOf(toggled(SETS.steps, 'won'))).toBeNull()
})

test('a chosen set replaces the columns and is told as pressed', async () => {
  const choose = vi.fn<(columns: ColumnName[]) => void>()
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <ColumnSets columns={SETS.usual} onChange={choose} />
      </MantineProvider>
    </I18nProvider>,
  )
  expect(screen.getByRole('button', { name: 'The usual ones', pressed: true })).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Results', pressed: false }))
  expect(choose).toHaveBeenCalledWith(SETS.results)
})

test('sums of several currencies stay apart, rows are sorted by that of the team, and no sum is a dash', () => {
  const column = COLUMNS.filter(({ key }) => key === 'won_value')[0] as Column
  const euros = (amount: number) => ({ won_value: [{ currency: 'EUR', amount }] }) as Row
  const both = { won_value: [...euros(1200).won_value, { currency: 'AUD', amount: 90 }] } as Row
  expect(figure(both, column)).toBe('€1,200 + A$90')
  expect(figure({ won_value: [] as Row['won_value'] } as Row, column)).toBe('—')
  const rows = [euros(5), both, { won_value: [{ currency: 'AUD', amount: 9000 }] } as Row]
  expect(sorted(rows, { by: 'won_value', down: true }, 'en', 'EUR')).toEqual([both, rows[0], rows[2]])
})
