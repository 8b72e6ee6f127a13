import { Group } from '@mantine/core'
import type { CSSProperties } from 'react'
import { LanguageSwitch } from '@/ui/layout/LanguageSwitch'
import { Page } from '@/ui/layout/Page'
import { ThemeSwitch } from '@/ui/layout/ThemeSwitch'
import { Charts } from './Charts'
import { Feedback } from './Feedback'
import { Forms } from './Forms'
import { Layout } from './Layout'
import { Leads } from './Leads'
import { Lists } from './Lists'

// The frame, which is not here, says how high its bar is.
const NO_BAR = { '--bar': '0px' } as CSSProperties

/** Every part of `src/ui` in every state. Developers alone see it: it is in no build that is deployed. */
export function Design() {
  return (
    <main id="main" className="frame-main" style={NO_BAR}>
      <Page
        title="Design"
        about="Every shared part of the console in every state."
        actions={
          <Group gap="xs">
            <LanguageSwitch />
            <ThemeSwitch />
          </Group>
        }
      >
        <Leads />
        <Layout />
        <Feedback />
        <Lists />
        <Forms />
        <Charts />
      </Page>
    </main>
  )
}
