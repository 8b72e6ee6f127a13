import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, expect, test } from 'vitest'
import { Chart } from '@/ui/charts/Chart'
import { labelled, stretches, ticksOf } from '@/ui/charts/scale'

/** Bounds only what would never come. */

// What draws a chart is loaded on demand: here, before any test asks for it.
beforeAll(() => import('@/ui/charts/Plot'))

const shown = (part: React.ReactNode) =>
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>{part}</MantineProvider>
    </I18nProvider>,
  )

const SPEED = (
  <Chart
    title="Speed"
    axis="Day"
    names={['1 Nov', '2 Nov', '3 Nov']}
    measure="time"
    target={{ label: 'Target 5 min', value: 300 }}
    series={[{ label: 'Median', values: [40, undefined, 75], as: 'line' }]}
  />
)

test.each([
  [0, 'count', [0, 1, 2, 3, 4]],
  [7, 'count', [0, 2, 4, 6, 8]],
  [23, 'count', [0, 5, 10, 15, 20, 25]],
  [0, 'time', [0, 2, 4, 6, 8, 10]],
  [300, 'time', [0, 60, 120, 180, 240, 300]],
  [4000, 'time', [0, 900, 1800, 2700, 3600, 4500]],
] as const)('an axis up to %i of %s has the ticks %o', (highest, measure, ticks) => {
  expect(ticksOf(highest, measure)).toEqual(ticks)
})

test('every axis begins at 0 and reaches its highest value in at most six ticks', () => {
  for (const measure of ['count', 'time'] as const) {
    for (let highest = 1; highest < 1e6; highest = Math.ceil(highest * 1.7)) {
      const ticks = ticksOf(highest, measure)
      expect(ticks[0]).toBe(0)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest)
      expect(ticks.length).toBeLessThanOrEqual(6)
    }
  }
})

test('as many labels are shown as fit, evenly, and the last always', () => {
  expect(labelled(7, 700, 60)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(labelled(7, 200, 60)).toEqual([0, 3, 6])
  expect(labelled(30, 10, 60)).toEqual([29])
  expect(labelled(0, 700, 60)).toEqual([])
})

test('a line breaks where a value is missing', () => {
  const at = (x: number, y: number) => [x, y] as const
  expect(stretches([1, 2, undefined, 4], at)).toEqual([
    [
      [0, 1],
      [1, 2],
    ],
    [[3, 4]],
  ])
  expect(stretches([undefined], at)).toEqual([])
})

test('a chart is read with the keys, place by place, and says where there is no value', async () => {
  shown(SPEED)
  const reader = await screen.findByRole('slider', { name: 'Speed: read with the arrow keys' })
  expect(reader).toHaveAttribute('aria-valuetext', '3 Nov, Median 1 min 15 s')
  reader.focus()
  await userEvent.keyboard('{ArrowLeft}')
  expect(reader).toHaveAttribute('aria-valuetext', '2 Nov')
  await userEvent.keyboard('{Home}')
  expect(reader).toHaveAttribute('aria-valuetext', '1 Nov, Median 40 s')
  await userEvent.keyboard('{ArrowLeft}')
  expect(reader).toHaveAttribute('aria-valuenow', '0')
  await userEvent.keyboard('{End}')
  expect(reader).toHaveAttribute('aria-valuenow', '2')
})

test('the table of a chart is there for screen readers, and for all at a switch', async () => {
  shown(SPEED)
  const rows = () =>
    within(screen.getByRole('table'))
      .getAllByRole('row')
      .map((row) => row.textContent)
  const told = ['DayMedian', '1 Nov40 s', '2 Nov—', '3 Nov1 min 15 s']
  expect(rows()).toEqual(told)
  await screen.findByRole('slider')
  await userEvent.click(screen.getByText('Table'))
  expect(screen.queryByRole('slider')).toBeNull()
  expect(rows()).toEqual(told)
})
