import '@mantine/core/styles.css'
import '@/app/app.css'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { ConsoleContext } from '@/api/context'
import { loadRest } from '@/app/rest'
import { theme, variables } from '@/app/theme'
import { ToastsShown } from '@/app/ToastsShown'
import { activateLanguage, firstLanguage } from '@/lib/locale'
import { Questions } from '@/ui/feedback/useConfirm'
import { Design } from './Design'
import { CONSOLE, sampleQueries } from './sample'

await activateLanguage(firstLanguage())
await loadRest()

const router = createRouter({
  routeTree: createRootRoute({ component: Design, notFoundComponent: Design }),
  history: createMemoryHistory(),
})

createRoot(document.getElementById('root') as HTMLElement).render(
  <I18nProvider i18n={i18n}>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <ToastsShown />
      <QueryClientProvider client={sampleQueries()}>
        <ConsoleContext.Provider value={CONSOLE}>
          <Questions>
            <RouterProvider router={router} />
          </Questions>
        </ConsoleContext.Provider>
      </QueryClientProvider>
    </MantineProvider>
  </I18nProvider>,
)
