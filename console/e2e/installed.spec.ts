import { expect } from '@playwright/test'
import { PHONE, test } from './people'

// The tests' browser keeps nothing, which alone forbids it to install.
const OF_TESTS = 'in-incognito'

test('it can be installed, and opens without a connection, which it says', PHONE, async ({ afresh }) => {
  const ana = await afresh('ana')
  await ana.goto('/')
  await ana.evaluate(async () => void (await navigator.serviceWorker.ready))
  const tools = await ana.context().newCDPSession(ana)
  const { installabilityErrors } = await tools.send('Page.getInstallabilityErrors')
  expect(installabilityErrors.map((one) => one.errorId).filter((id) => id !== OF_TESTS)).toEqual([])

  await ana.context().setOffline(true)
  await ana.reload()
  await expect(ana.getByRole('heading', { level: 1, name: 'Mi día' })).toBeVisible()
  await expect(ana.getByRole('banner').getByText('Sin conexión')).toBeVisible()
  await ana.context().setOffline(false)
  await expect(ana.getByRole('banner').getByText('Sin conexión')).toHaveCount(0)
  await expect(ana.getByRole('banner').getByText('Inmobiliaria Retiro')).toBeVisible()
})
