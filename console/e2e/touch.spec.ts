import { expect, type Locator } from '@playwright/test'
import { settled } from './judge'
import { PHONE, test } from './people'

/** What a thumb has to hit on a phone is 44 pixels high, and as wide where it has no text. */
const TOUCH = 44

/** Return how far above and below the middle of a box a touch still reaches it, or the label or link that it is in. */
function reached(box: Locator): Promise<number> {
  return box.evaluate((element, most) => {
    element.scrollIntoView({ block: 'center' }) // neither below the head nor below the bar
    const { left, top, width, height } = element.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    const hits = (at: number) => {
      const hit = document.elementFromPoint(x, at)
      return hit !== null && (element.contains(hit) || hit.closest('label')?.contains(element) === true)
    }
    let [up, down] = [0, 0]
    while (up <= most && hits(y - up - 1)) up++
    while (down <= most && hits(y + down + 1)) down++
    return up + down + 1
  }, TOUCH)
}

test('checkboxes and names of lists are as large as a thumb', PHONE, async ({ as }) => {
  const page = await as('rocio')
  await page.goto('/me')
  await settled(page)
  const boxes = await page.getByRole('checkbox').all()
  expect(boxes.length).toBeGreaterThan(4)
  for (const box of boxes) expect(await reached(box)).toBeGreaterThanOrEqual(TOUCH - 1)
  for (const path of ['/agents', '/sources', '/routes']) {
    await page.goto(path)
    await settled(page)
    const names = await page.locator('#main [data-row-link]').all()
    expect(names.length, path).toBeGreaterThan(1)
    for (const name of names) expect(await reached(name), path).toBeGreaterThanOrEqual(TOUCH - 1)
  }
})
