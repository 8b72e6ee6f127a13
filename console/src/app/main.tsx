import '@mantine/core/styles.css'
import './app.css'
import './print.css'
import { createRoot } from 'react-dom/client'
import { readConfig } from '@/api/config'
import { Session } from '@/api/session'
import { firstLanguage, activateLanguage } from '@/lib/locale'
import { wearKeptAccent } from './accent'
import { App } from './App'
import { CannotStart } from './CannotStart'

const root = createRoot(document.getElementById('root') as HTMLElement)
try {
  const [config] = await Promise.all([
    readConfig(),
    activateLanguage(firstLanguage()),
    wearKeptAccent().catch(() => undefined),
  ])
  root.render(<App config={config} session={new Session(config)} />)
} catch {
  root.render(<CannotStart />)
}
