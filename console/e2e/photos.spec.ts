import { expect, type Page } from '@playwright/test'
import { judgeShown, settled } from './judge'
import { Own, somebody } from './own'
import { MOSTLY_PHONE, test } from './people'

let own: Own
test.beforeAll(async () => {
  own = await Own.make('Portal de las fotos', ['ana'])
})
test.afterAll(() => own.end())

/** A picture as a camera makes it, with the place in it where it was taken: a JPEG with a comment, which is kept as EXIF is. */
async function taken(page: Page): Promise<Buffer> {
  const drawn = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 3000, height: 2000 })
    const pen = canvas.getContext('2d')
    if (pen) Object.assign(pen, { fillStyle: 'teal' }).fillRect(0, 0, 3000, 2000)
    return canvas.toDataURL('image/jpeg')
  })
  const bare = Buffer.from(drawn.split(',')[1] ?? '', 'base64')
  const place = Buffer.from('GPS 40.4168 -3.7038')
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, place.length + 2]), place])
  return Buffer.concat([bare.subarray(0, 2), comment, bare.subarray(2)])
}

test(
  'a photo is taken for a note, sent without its place, seen in the stream and opened large',
  MOSTLY_PHONE,
  async ({ as }) => {
    const lead = await own.of('ana', somebody('Berta', 'Sanz'))
    const page = await as('ana')
    await page.goto(`/leads/${lead}`)
    await settled(page)
    const picture = await taken(page)
    expect(picture.includes('GPS')).toBe(true)
    await page.getByRole('button', { name: 'Contacto', exact: true }).click()
    await page
      .getByLabel('Fotos', { exact: true })
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: picture })
    await expect(page.getByRole('img', { name: 'Foto 1', exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Anotar', exact: true })).toBeEnabled()
    await judgeShown(page, 'ana-photo-chosen')
    await page.getByRole('button', { name: 'Anotar', exact: true }).click()

    const photo = page.getByRole('img', { name: 'Foto 1 de 1, de Ana Beltrán' })
    await expect(photo).toHaveJSProperty('naturalWidth', 2048)
    const kept = await (await page.request.get((await photo.getAttribute('src')) ?? '')).body()
    expect(kept.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
    expect(kept.includes('GPS')).toBe(false)
    await page.evaluate(() => window.scrollTo(0, 0)) // the bar must not cut through a button that is judged
    await judgeShown(page, 'ana-photo-in-stream')
    await photo.click()
    const large = page.getByRole('dialog', { name: 'Foto 1 de 1, de Ana Beltrán' })
    await expect(large.getByRole('img', { name: 'Foto 1 de 1' })).toBeVisible()
    await judgeShown(page, 'ana-photo-large', { whole: false })
  },
)
