import { expect, test } from '@playwright/test'
import { faults } from './judge'
import { DESK } from './people'

const FAULTY = `<!doctype html><html lang="es"><head><title>Página</title><style>
  @media (prefers-color-scheme: dark) { p { color: #777; background: #666 } }
</style></head><body><main><h1>Página</h1><p>Gris sobre gris, si es de noche.</p><button></button></main></body></html>`

test(
  'axe finds a button without a name, and a contrast that is too low in one appearance only',
  DESK,
  async ({ page }) => {
    await page.setContent(FAULTY)
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await faults(page, 'light')).toEqual(['button-name: button'])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await faults(page, 'dark')).toEqual(['color-contrast: p'])
  },
)
