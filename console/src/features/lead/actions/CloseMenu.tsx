import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@/ui/icons'
import { useState } from 'react'
import { OUTCOMES } from '@/ui/words/reasons'
import { CloseDialog } from './CloseDialog'

type Outcome = keyof typeof OUTCOMES

/** Close the lead, saying what it came to. */
export function CloseMenu({ leadId }: { leadId: string }) {
  const { i18n } = useLingui()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            <Trans>Close as</Trans>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(OUTCOMES) as Outcome[]).map((one) => (
            <Menu.Item key={one} onClick={() => setOutcome(one)}>
              {i18n._(OUTCOMES[one])}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {outcome && <CloseDialog leadId={leadId} outcome={outcome} onClose={() => setOutcome(null)} />}
    </>
  )
}
