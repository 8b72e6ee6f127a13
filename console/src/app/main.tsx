import '@mantine/core/styles.css'
import './app.css'
import { createRoot } from 'react-dom/client'
import { readConfig } from '@/api/config'
import { Session } from '@/api/session'
import { firstLanguage, activateLanguage } from '@/lib/locale'
import { App } from './App'

const [config] = await Promise.all([readConfig(), activateLanguage(firstLanguage())])
const root = document.getElementById('root')
if (root) createRoot(root).render(<App config={config} session={new Session(config)} />)
