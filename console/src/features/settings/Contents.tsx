import { useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { goToSection } from '@/ui/layout/useAnchor'
import './contents.css'

/** The sections beside the settings, on a screen that has the room: each is one click away. */
export function Contents() {
  const { t } = useLingui()
  const sections = [
    { id: 'team', title: t`Team` },
    { id: 'hours', title: t`Working hours` },
    { id: 'holidays', title: t`Holidays` },
    { id: 'restrictions', title: t`Advanced restrictions` },
    { id: 'leads', title: t`Leads` },
    { id: 'close-reasons', title: t`Reasons for closing` },
    { id: 'templates', title: t`Templates` },
    { id: 'privacy', title: t`Privacy` },
    { id: 'other-programs', title: t`Other programs` },
  ]
  return (
    <nav className="contents" aria-label={t`Sections`}>
      {sections.map(({ id, title }) => (
        <UnstyledButton key={id} className="screen" onClick={() => goToSection(id)}>
          {title}
        </UnstyledButton>
      ))}
    </nav>
  )
}
