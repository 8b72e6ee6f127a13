import type { CDPSession, Page } from '@playwright/test'

interface Place {
  x: number
  y: number
}

/** A thumb on a phone's screen: real touches, as the browser gets them from the device. */
export class Thumb {
  private constructor(private readonly device: CDPSession) {}

  static async on(page: Page): Promise<Thumb> {
    return new Thumb(await page.context().newCDPSession(page))
  }

  /** Put the thumb down, go to each of the places after it, and let go. */
  async drag(...[from, ...places]: [Place, ...Place[]]) {
    await this.touch('touchStart', from)
    let at = from
    for (const to of places) {
      for (let step = 1; step <= STEPS; step++) {
        await this.touch('touchMove', between(at, to, step / STEPS))
      }
      at = to
    }
    await this.device.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }

  private async touch(type: 'touchStart' | 'touchMove', place: Place) {
    await this.device.send('Input.dispatchTouchEvent', { type, touchPoints: [place] })
  }
}

const STEPS = 8

function between(from: Place, to: Place, part: number): Place {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}
