import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { Shapes } from '@/api/client'
import { LimitsForm } from '@/ui/forms/LimitsForm'

function shown(limits: Shapes['Limits']) {
  const onSave = vi.fn()
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <QueryClientProvider client={new QueryClient()}>
          <LimitsForm limits={limits} send={async (sent) => onSave(sent)} />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
  return onSave
}
const fill = async (label: string, value: string) => {
  await userEvent.clear(screen.getByLabelText(label))
  if (value) await userEvent.type(screen.getByLabelText(label), value)
}
const unreachable = () => screen.queryByText(/can never be reached/)

test('no limit and a limit of nothing are told apart', async () => {
  const onSave = shown({ per_day: 5, per_week: null, per_month: null, open: 20 })
  await fill('Per day', '0')
  await fill('Open at once', '')
  await userEvent.click(screen.getByRole('button', { name: 'Save limits' }))
  expect(onSave).toHaveBeenCalledWith({ per_day: 0, per_week: null, per_month: null, open: null })
})

test('a limit that a longer period makes unreachable is told', async () => {
  shown({ per_day: 5, per_week: null, per_month: null, open: 1 })
  expect(unreachable()).toBeNull()
  await fill('Per month', '4')
  expect(unreachable()).not.toBeNull()
  await fill('Per month', '5')
  expect(unreachable()).toBeNull()
})
