import babel from '@rolldown/plugin-babel'
import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { addressOfStack } from './running.ts'

// The macros of Lingui are babel's; only files that use them pass through it.
const macros = babel({ include: /src\/.*\.tsx?$/, plugins: ['@lingui/babel-plugin-lingui-macro'] })

// The worker keeps the built shell on the device, and shows what is pushed. `public/manifest.webmanifest` says how it installs.
const worker = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/worker',
  filename: 'sw.ts',
  manifest: false,
  injectRegister: false,
  injectManifest: { globPatterns: ['index.html', 'assets/**/*.{js,css,woff2}', '*.{svg,png}'], rollupFormat: 'iife' },
})

// `npm run dev` (`make console-dev`) shows the sources as they are, on the data of a running stack.
const proxied = () => {
  try {
    const stack = addressOfStack(process.env)
    return Object.fromEntries(['/api', '/cognito', '/config.json', '/outbox'].map((path) => [path, stack]))
  } catch (problem) {
    console.error((problem as Error).message)
    process.exit(2)
  }
}

// What the first screen needs comes in two files: what others wrote changes seldom, so browsers keep it over releases.
// In eighty small files the same was compressed 20 kB worse.
const FIRST = [
  { name: 'packages', tags: ['$initial' as const], test: /node_modules/, priority: 1 },
  { name: 'first', tags: ['$initial' as const] },
]

// `npm run design` builds the page of all shared parts (`npm run dev` has it at /design); no deployed build has it.
const DESIGN = { outDir: 'test-results/design', emptyOutDir: true, rolldownOptions: { input: 'design.html' } }

export default defineConfig(({ command, mode }) => ({
  plugins: [macros, react(), lingui(), ...(mode === 'design' ? [] : [worker])],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // amazon-cognito-identity-js speaks of Node's name for what browsers call globalThis.
  define: { global: 'globalThis' },
  // The licences of others ask that their notices come along.
  build: {
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    license: { fileName: 'licences.txt' },
    rolldownOptions: { output: { codeSplitting: { groups: FIRST } } },
    ...(mode === 'design' ? DESIGN : {}),
  },
  server: command === 'serve' && mode === 'development' ? { host: '127.0.0.1', proxy: proxied() } : {},
  // A document takes half a second to make. Of tests in plain TypeScript, those that need one say so in their first line.
  test: {
    setupFiles: ['./tests/setup.ts'],
    // These only end what hangs: a machine that does much at once may need seconds for a screen.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 120_000 } },
    projects: [
      { extends: true, test: { name: 'plain', environment: 'node', include: ['tests/**/*.test.ts'] } },
      { extends: true, test: { name: 'screens', environment: 'jsdom', include: ['tests/**/*.test.tsx'] } },
    ],
  },
}))
