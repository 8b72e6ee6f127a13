import { expect, type Locator, type Page } from '@playwright/test'
import { judgeShown, settled } from './judge'
import { Own, somebody } from './own'
import { PHONE, test } from './people'
import { letters } from './stack'
import { Thumb } from './thumb'

const offerOf = (page: Page, name: string) => page.getByRole('group', { name: `Por reclamar: ${name}` })

/** A thumb on a page on which what it moves is seen to move. */
async function moving(page: Page) {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  return Thumb.on(page)
}

/** Where a thumb is put on a card: what is known of the lead, in its middle. */
async function middleOf(card: Locator) {
  const box = await card.getByRole('heading').boundingBox()
  if (!box) throw new Error('the card is not shown')
  return { x: 195, y: box.y + box.height / 2 }
}

test.describe('on a phone', PHONE, () => {
  let own: Own
  test.beforeAll(async () => {
    own = await Own.make('Portal del pulgar', ['ana'])
  })
  test.afterAll(() => (test.info().project.use.isMobile ? own.end() : undefined))

  test('an offer is swiped left to pass, and the pass is undone', async ({ as }) => {
    const contact = somebody(`Rosa${letters()}`, 'Vidal')
    const lead = await own.offered(contact)
    const page = await as('ana')
    await page.goto('/')
    const card = offerOf(page, contact.first_name)
    await card.scrollIntoViewIfNeeded()
    await settled(page)
    await judgeShown(page, 'ana-offer-swipe')
    const thumb = await moving(page)

    const from = await middleOf(card)
    await thumb.drag(from, { x: from.x - 150, y: from.y + 6 })
    await card.getByRole('button', { name: 'Deshacer' }).click()
    await expect(card.getByRole('button', { name: 'Reclamar' })).toBeVisible()
    expect((await own.see(lead)).state).toBe('offered')
  })

  test('an offer is swiped right to claim', async ({ as }) => {
    const contact = somebody(`Luz${letters()}`, 'Mora')
    const lead = await own.offered(contact)
    const page = await as('ana')
    await page.goto('/')
    const card = offerOf(page, contact.first_name)
    await card.scrollIntoViewIfNeeded()
    await settled(page)
    const thumb = await moving(page)
    const from = { ...(await middleOf(card)), x: 60 }
    await thumb.drag(from, { x: from.x + 250, y: from.y + 10 })
    await expect(page).toHaveURL(`/leads/${lead}`)
    expect((await own.see(lead)).state).toBe('owned')
  })

  test('a short swipe, one across, and one that is taken back do nothing; up and down scrolls', async ({ as }) => {
    const contact = somebody(`Nora${letters()}`, 'Prado')
    const lead = await own.offered(contact)
    const page = await as('ana')
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST' && /\/(claim|pass)$/.test(request.url())) asked.push(request.url())
    })
    await page.goto('/')
    const card = offerOf(page, contact.first_name)
    await card.scrollIntoViewIfNeeded()
    await settled(page)
    const thumb = await moving(page)
    const from = await middleOf(card)
    await thumb.drag(from, { x: from.x + 90, y: from.y })
    await thumb.drag(from, { x: from.x - 80, y: from.y })
    await thumb.drag(from, { x: from.x + 150, y: from.y + 150 })
    await page.evaluate(() => window.scrollTo(0, 0))
    await thumb.drag(await middleOf(card), { x: 350, y: from.y }, { x: 250, y: from.y })

    const low = await middleOf(card)
    const before = await page.evaluate(() => window.scrollY)
    await thumb.drag(low, { x: low.x + 4, y: low.y - 300 })
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(before)

    await expect(card.getByRole('button', { name: 'Reclamar' })).toBeVisible()
    await expect(card.getByRole('button', { name: 'Deshacer' })).toHaveCount(0)
    expect(asked).toEqual([])
    expect((await own.see(lead)).state).toBe('offered')
  })
})
