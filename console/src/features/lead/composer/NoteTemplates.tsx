import { Trans } from '@lingui/react/macro'
import { Button, Menu } from '@mantine/core'
import { IconTemplate } from '@/ui/icons'
import type { Me } from '@/api/context'
import { fill } from '@/ui/templates/fill'
import { useTemplates } from '@/ui/templates/useTemplates'
import { fillingOf, keepLastUsed, lastUsed, offeredTemplates } from '../contact/offeredTemplates'
import type { LeadShown } from '../useLead'

interface Props {
  lead: LeadShown
  me: Me
  /** Takes the text of the chosen template. */
  onChoose: (text: string) => void
}

/** The team's templates for the note of a call; nothing where there are none. */
export function NoteTemplates({ lead, me, onChoose }: Props) {
  const { data } = useTemplates()
  const offered = offeredTemplates(data?.items ?? [], 'call', lead, lastUsed(me.agent_id, 'call'))
  if (offered.length === 0) return null
  return (
    <Menu position="top-start" shadow="md" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconTemplate size={18} aria-hidden />}>
          <Trans>Template</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((one) => (
          <Menu.Item
            key={one.template_id}
            mih={44}
            lang={one.language}
            onClick={() => {
              keepLastUsed(me.agent_id, 'call', one)
              onChoose(fill(one.text, fillingOf(lead, me)))
            }}
          >
            {one.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
