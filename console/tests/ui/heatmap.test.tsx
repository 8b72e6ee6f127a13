import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { Heatmap } from '@/ui/charts/Heatmap'

function show(onOpen = vi.fn()) {
  const headings = (names: string[]) => names.map((name) => ({ key: name, label: name }))
  render(
    <MantineProvider>
      <Heatmap
        label="Week"
        corner="Day"
        rows={headings(['Mon', 'Tue'])}
        columns={headings(['8', '9', '10'])}
        cell={(row, column) => ({
          name: `${row}:${column} in words`,
          text: '1',
          tone: row === 1 ? 'alarm' : 0,
          opens: row === 1,
        })}
        onOpen={onOpen}
        hint="Point at a cell"
      />
    </MantineProvider>,
  )
  return { onOpen, cell: (at: string) => screen.getByRole('gridcell', { name: `${at} in words` }) }
}

test('the tab key finds one cell of the grid: the first, then where one has been', () => {
  const { cell } = show()
  const stops = () => screen.getAllByRole('gridcell').filter((one) => one.tabIndex === 0)
  expect(stops()).toEqual([cell('0:0')])
  fireEvent.focus(cell('1:2'))
  expect(stops()).toEqual([cell('1:2')])
})

test.each([
  ['0:0', { key: 'ArrowRight' }, '0:1'],
  ['0:0', { key: 'ArrowLeft' }, '0:0'],
  ['0:1', { key: 'ArrowDown' }, '1:1'],
  ['1:1', { key: 'ArrowDown' }, '1:1'],
  ['1:2', { key: 'ArrowUp' }, '0:2'],
  ['1:2', { key: 'Home' }, '1:0'],
  ['0:0', { key: 'End' }, '0:2'],
  ['1:2', { key: 'Home', ctrlKey: true }, '0:0'],
  ['0:0', { key: 'End', ctrlKey: true }, '1:2'],
])('from %s a key (%o) leads to %s', (from, key, to) => {
  const { cell } = show()
  cell(from).focus()
  fireEvent.keyDown(cell(from), key)
  expect(cell(to)).toHaveFocus()
})

test('a cell is shown in words while it is pointed at or focused', () => {
  const { cell } = show()
  expect(screen.getByText('Point at a cell')).toBeInTheDocument()
  fireEvent.mouseEnter(cell('0:1'))
  expect(screen.getByText('0:1 in words')).toBeInTheDocument()
  fireEvent.focus(cell('1:0'))
  expect(screen.getByText('1:0 in words')).toBeInTheDocument()
})

test('only cells that open are opened, by a click, Enter or the space bar', () => {
  const { onOpen, cell } = show()
  fireEvent.click(cell('0:1'))
  fireEvent.keyDown(cell('0:1'), { key: 'Enter' })
  expect(onOpen).not.toHaveBeenCalled()
  fireEvent.click(cell('1:0'))
  fireEvent.keyDown(cell('1:1'), { key: 'Enter' })
  fireEvent.keyDown(cell('1:2'), { key: ' ' })
  expect(onOpen.mock.calls).toEqual([
    [1, 0],
    [1, 1],
    [1, 2],
  ])
})
