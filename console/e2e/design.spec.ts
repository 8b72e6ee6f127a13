import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { judgeShown } from './judge'
import { DESK } from './people'

const BUILT = resolve('test-results/design')
const ADDRESS = 'http://design.test'
const NARROW = { width: 320, height: 800 }

// The page is the same on both devices, and needs no stack: one of them builds and judges it, in both widths.
test(
  'every shared part is accessible in every state, in both appearances, on a desk and at 320 px',
  DESK,
  async ({ page }) => {
    execFileSync('npm', ['run', '--silent', 'design', '--', '--logLevel', 'error'])
    await page.route(`${ADDRESS}/**`, async (route) => {
      const file = resolve(BUILT, `.${new URL(route.request().url()).pathname}`)
      await (existsSync(file) ? route.fulfill({ path: file }) : route.fulfill({ status: 404 }))
    })
    await page.goto(`${ADDRESS}/design.html`)
    await expect(page.getByRole('heading', { level: 1, name: 'Design' })).toBeVisible()
    await expect(page.getByRole('slider').first()).toBeVisible()
    await judgeShown(page, 'design')
    await page.setViewportSize(NARROW)
    await judgeShown(page, 'design-320', { schemes: ['light'] })
  },
)
