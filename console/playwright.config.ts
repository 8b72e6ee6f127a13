import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'
import { address } from './e2e/stack'

// Debian's: without windows, which takes a third less of the processors, or the whole browser.
const INSTALLED = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']
const CHROMIUM = process.env.CHROMIUM ?? INSTALLED.find(existsSync) ?? 'chromium'
/** Every journey on both devices, not on the one where most people walk it: see `e2e/people.ts`. */
const EVERYWHERE = process.env.EVERYWHERE !== undefined
const REPORT = process.env.RELEVO_REPORT
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No page lives long enough for what optimising its scripts costs.
  '--js-flags=--no-opt',
]

// Against a running stack: `make console-try` brings up one for each device, RELEVO_STACK names the folder of another.
// One worker: the tests of a stack share its team, and some change what is everybody's, such as the order of the routes.
// What is waited for is an event; the bounds only end what hangs, and are wide enough for a busy machine.
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/signIn.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // A report of what failed is for whoever starts this and reads only the end: `tests/e2e/test_console.py`.
  reporter: [['line'], ...(REPORT ? [['json', { outputFile: REPORT }] as const] : [])],
  timeout: 180_000,
  expect: { timeout: 45_000 },
  use: {
    baseURL: address,
    launchOptions: { executablePath: CHROMIUM, args: QUIET },
    locale: 'es-ES',
    timezoneId: 'America/Mexico_City',
    // What moves is drawn sixty times a second by the processors: `day.spec.ts` and `swipe.spec.ts` let it move.
    contextOptions: { reducedMotion: 'reduce' },
    // What a trace takes on its way, for nothing where all is well, is a fifth of the processors: it is asked for.
    trace: process.env.RELEVO_TRACE ? { mode: 'retain-on-failure', screenshots: false } : 'off',
  },
  projects: [
    {
      name: 'desk',
      grepInvert: EVERYWHERE ? /@phone/ : /@(mostly-)?phone/,
      outputDir: 'test-results/desk',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
    },
    {
      // No finer points than on the desk: seven times as many would be drawn, and nothing judges them.
      name: 'phone',
      grepInvert: EVERYWHERE ? /@desk/ : /@(mostly-)?desk/,
      outputDir: 'test-results/phone',
      use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 },
    },
  ],
})
