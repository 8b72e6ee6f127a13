import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { act, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { CannotStart } from '@/app/CannotStart'
import { ScreenError } from '@/app/ScreenError'
import { Loaded } from '@/ui/layout/Loaded'

afterEach(() => void vi.useRealTimers())

const nothingYet = { data: undefined, error: null, refetch: async () => undefined as never }

function show(part: React.ReactNode) {
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">{part}</MantineProvider>
    </I18nProvider>,
  )
}

test('what takes longer than usual says so', () => {
  vi.useFakeTimers()
  show(<Loaded query={nothingYet}>{() => null}</Loaded>)
  expect(screen.queryByText(/longer than usual/)).toBeNull()
  act(() => void vi.advanceTimersByTime(4_000))
  expect(screen.getByText(/longer than usual/)).toBeVisible()
})

test('a screen whose code is not there says what to do', () => {
  show(<ScreenError />)
  expect(screen.getByRole('alert')).toHaveTextContent('Check your connection and reload the page')
  expect(screen.getByRole('button', { name: 'Reload' })).toBeVisible()
})

test('a console that cannot start says so in both languages', () => {
  render(<CannotStart />)
  for (const said of [/No se pudo contactar con Relevo/, /Could not reach Relevo/])
    expect(screen.getByText(said)).toBeVisible()
  expect(screen.getByRole('button', { name: /Reintentar.*Try again/ })).toBeVisible()
})
