import { expect } from '@playwright/test'
import { judge } from './judge'
import { MOSTLY_DESK, test } from './people'
import { ask } from './stack'

const YELLOW = '#ffd400'

test(
  'the team’s colour is seen by everybody, and text on it can be read though it is a light yellow',
  MOSTLY_DESK,
  async ({ as, request }) => {
    const paint = (accent_color: string) => ask(request, 'rocio', 'PATCH', '/settings', { accent_color })
    await paint(YELLOW)
    try {
      const rocio = await as('rocio')
      await rocio.goto('/settings')
      await expect(rocio.getByRole('textbox', { name: 'Color' })).toHaveValue(YELLOW)
      await expect(rocio.getByText('El texto blanco no se leería sobre este color')).toBeVisible()
      await judge(rocio, 'accent')
      const ana = await as('ana')
      await ana.goto('/')
      await expect(ana.locator('style#accent')).toBeAttached()
      await ana.goto('/mine')
      await judge(ana, 'accent-mine')
    } finally {
      await paint('')
    }
  },
)
