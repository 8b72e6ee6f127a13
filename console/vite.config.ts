import babel from '@rolldown/plugin-babel'
import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'

// The macros of Lingui are babel's; only files that use them pass through it.
const macros = babel({ include: /src\/.*\.tsx?$/, plugins: ['@lingui/babel-plugin-lingui-macro'] })

// The worker keeps the built shell on the device, and shows what is pushed. `public/manifest.webmanifest` says how it installs.
const worker = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/worker',
  filename: 'sw.ts',
  manifest: false,
  injectRegister: false,
  injectManifest: { globPatterns: ['index.html', 'assets/**/*.{js,css}', '*.{svg,png}'], rollupFormat: 'iife' },
})

// `npm run dev` shows the sources as they are, on the data of a running stack: that of `make run`, or any other.
const stack = process.env.RELEVO_URL ?? 'http://127.0.0.1:8787'

export default defineConfig({
  plugins: [macros, react(), lingui(), worker],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // amazon-cognito-identity-js speaks of Node's name for what browsers call globalThis.
  define: { global: 'globalThis' },
  build: { target: 'es2022', sourcemap: false, manifest: true },
  server: { proxy: Object.fromEntries(['/api', '/cognito', '/config.json'].map((path) => [path, stack])) },
  test: { environment: 'jsdom', setupFiles: ['./tests/setup.ts'], include: ['tests/**/*.test.{ts,tsx}'] },
})
