import { expect, type Page, test } from '@playwright/test'
import axe, { type RunOptions } from 'axe-core'

type Scheme = 'light' | 'dark'

/** Every rule of WCAG 2.2 up to AA that a machine can judge. */
const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } as const
/** The rules of these that look at colours. Nothing else differs between the appearances: they share one document. */
const OF_COLOUR = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const
const RULES = { light: ALL, dark: OF_COLOUR }

/** Set by `make pictures`: a picture of everything that is judged, in both appearances. */
const PICTURES = process.env.RELEVO_PICTURES !== undefined

interface How {
  /** A picture from top to bottom, or of what is seen of it at once. */
  whole?: boolean
  schemes?: readonly Scheme[]
}

/**
 * Return the violations that axe finds in the page, each with where it is.
 *
 * `@axe-core/playwright` finds the same, but for the sake of frames it injects axe twice, opens a blank page and carries
 * every passed check there and back: four times as long. The console has no frames, which is asserted.
 */
export async function faults(page: Page, scheme: Scheme): Promise<string[]> {
  expect(page.frames(), 'axe judges one frame').toHaveLength(1)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const violations = await page.evaluate(
    async (options: RunOptions) => (await (window as unknown as { axe: typeof axe }).axe.run(options)).violations,
    { runOnly: RULES[scheme], resultTypes: ['violations'] } as unknown as RunOptions,
  )
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`)
}

/** Switch to an appearance and wait until its colours have arrived; what moves for ever is not waited for. */
async function wear(page: Page, scheme: Scheme) {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map((one) => one.finished))
  })
}

/** Judge what is shown, each appearance by what can differ in it; `make pictures` takes pictures of it instead. */
export async function judgeShown(page: Page, name: string, { whole = true, schemes = ['light', 'dark'] }: How = {}) {
  for (const scheme of schemes) {
    await wear(page, scheme)
    if (PICTURES) {
      const path = `test-results/screens/${test.info().project.name}-${name}-${scheme}.png`
      await page.screenshot({ path, fullPage: whole })
    } else {
      expect.soft(await faults(page, scheme), `${name}, ${scheme}`).toEqual([])
    }
  }
  expect(await sideways(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0)
  await page.emulateMedia({ colorScheme: null })
}

/** Return what still keeps a screen from having been read: its heading, a part of it, or a name on it. */
function unread(): string[] {
  const found: string[] = []
  if (!document.querySelector('h1')?.checkVisibility()) found.push('no heading')
  for (const part of document.querySelectorAll('[aria-busy="true"]'))
    found.push(`busy: ${part.getAttribute('aria-label')}`)
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode.nodeValue?.trim() ?? ''
    if (/(^| )…$/.test(text)) found.push(`no name yet: ${text}`)
  }
  return found
}

/** Wait until a screen has been read whole, with the names on it, and nothing of it has failed. */
export async function settled(page: Page) {
  await expect.poll(() => page.evaluate(unread), { intervals: [50, 100, 200] }).toEqual([])
  await expect(page.getByRole('alert').filter({ hasText: /No se pudo cargar|This could not be loaded/ })).toHaveCount(0)
}

/** Return the buttons whose words have no room for what is under the line, such as that of a "g". */
function cutLabels(): string[] {
  const labels = [...document.querySelectorAll('.mantine-Button-label')].filter((one) => one.checkVisibility())
  const cut = labels.filter((one) => {
    const { overflow, fontSize } = getComputedStyle(one)
    return overflow !== 'visible' && one.clientHeight < 1.2 * parseFloat(fontSize)
  })
  return cut.map((one) => one.textContent ?? '')
}

/** Return the rows of tabs that stand in more than one line. */
function brokenTabs(): string[] {
  const rows = [...document.querySelectorAll('[role=tablist]')].filter((one) => one.checkVisibility())
  const tops = (row: Element) => new Set([...row.children].map((one) => (one as HTMLElement).offsetTop))
  return rows.filter((row) => tops(row).size > 1).map((row) => row.textContent ?? '')
}

const NARROWEST = 320 // pixels: what WCAG asks that a screen fits without scrolling sideways

/** Judge a screen once it has been read; on a phone also whether it fits the narrowest one. */
export async function judge(page: Page, name: string) {
  await settled(page)
  await judgeShown(page, name)
  const size = page.viewportSize()
  if (!size || !test.info().project.use.isMobile) return
  await page.setViewportSize({ ...size, width: NARROWEST })
  await expect.poll(() => sideways(page), `${name} scrolls sideways at ${NARROWEST} px`).toBeLessThanOrEqual(0)
  expect.soft(await page.evaluate(cutLabels), `${name} cuts these buttons at ${NARROWEST} px`).toEqual([])
  expect.soft(await page.evaluate(brokenTabs), `${name} breaks these tabs at ${NARROWEST} px`).toEqual([])
  await page.setViewportSize(size)
}

/** Return by how many pixels a page is wider than its screen: on a phone the window grows with the page. */
async function sideways(page: Page): Promise<number> {
  const width = page.viewportSize()?.width ?? 0
  return (await page.evaluate(() => document.documentElement.scrollWidth)) - width
}
