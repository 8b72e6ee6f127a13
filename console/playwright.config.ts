import { defineConfig, devices } from '@playwright/test'
import { address } from './e2e/stack'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

// Against a running stack: `make console-try` brings one up for it, RELEVO_STACK names the folder of another.
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/kept',
  globalSetup: './e2e/signIn.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  reporter: [['line']],
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: address,
    launchOptions: { executablePath: CHROMIUM, args: QUIET },
    locale: 'es-ES',
    timezoneId: 'America/Mexico_City',
    trace: process.env.CI ? 'off' : 'retain-on-failure',
  },
  projects: [
    { name: 'desk', use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } } },
    { name: 'phone', use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } } },
  ],
})
