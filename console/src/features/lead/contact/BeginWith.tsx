import { Trans, useLingui } from '@lingui/react/macro'
import { Drawer, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { Me } from '@/api/context'
import { fill } from '@/ui/templates/fill'
import type { Template } from '@/ui/templates/useTemplates'
import type { LeadShown } from '../useLead'
import { CHANNELS, type Channel } from './channels'
import { type Begun, hrefOf } from './hrefs'
import { fillingOf, keepLastUsed } from './offeredTemplates'

type Written = Exclude<Channel, 'call'>

interface Props {
  channel: Written
  lead: LeadShown
  me: Me
  templates: readonly Template[]
  onClose: () => void
  onGone: (channel: Channel) => void
}

/** What a message begins with: a template as it reads for this person, or nothing. Each opens the device's app. */
export function BeginWith({ channel, lead, me, templates, onClose, onGone }: Props) {
  const { i18n, t } = useLingui()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const [phone, email] = [lead.contact.phones[0], lead.contact.emails[0]]
  const filling = fillingOf(lead, me)
  const hrefTo = (begun: Begun) => hrefOf(channel, { phone, email }, begun) ?? ''
  const link = {
    ...(channel === 'whatsapp' ? { target: '_blank' } : {}),
    rel: 'noreferrer',
    className: 'begin-with',
  }
  function gone(template?: Template) {
    if (template) keepLastUsed(me.agent_id, channel, template)
    onClose()
    onGone(channel)
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position={isPhone ? 'bottom' : 'right'}
      {...(isPhone ? { styles: { content: { height: 'auto', maxHeight: '85dvh' } } } : {})}
      title={i18n._(CHANNELS[channel])}
      closeButtonProps={{ 'aria-label': t`Close`, size: 'xl' }}
    >
      <Stack gap="xs" pb="max(var(--mantine-spacing-xs), env(safe-area-inset-bottom))">
        {templates.map((one) => {
          const begun = { text: fill(one.text, filling), subject: fill(one.subject, filling) }
          return (
            <a key={one.template_id} href={hrefTo(begun)} {...link} onClick={() => gone(one)} lang={one.language}>
              <Text fw={600}>{one.title}</Text>
              <Text size="sm" c="dimmed" lineClamp={4} style={{ whiteSpace: 'pre-line' }}>
                {begun.text}
              </Text>
            </a>
          )
        })}
        <a href={hrefTo({})} {...link} onClick={() => gone()}>
          <Text fw={600}>
            <Trans>Without a template</Trans>
          </Text>
        </a>
      </Stack>
    </Drawer>
  )
}
