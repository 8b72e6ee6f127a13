import { Trans, useLingui } from '@lingui/react/macro'
import { Button, SimpleGrid, Text } from '@mantine/core'
import { IconBrandWhatsapp, IconMail, IconMessage, IconPhone, type Icon } from '@/ui/icons'
import { useState } from 'react'
import type { Me } from '@/api/context'
import { useTemplates } from '@/ui/templates/useTemplates'
import type { LeadShown } from '../useLead'
import { BeginWith } from './BeginWith'
import { blockedChannels } from './blockedChannels'
import { CHANNELS, type Channel, EVERY_CHANNEL } from './channels'
import { hrefOf } from './hrefs'
import { lastUsed, offeredTemplates } from './offeredTemplates'

const ICONS: Record<Channel, Icon> = {
  call: IconPhone,
  whatsapp: IconBrandWhatsapp,
  text: IconMessage,
  email: IconMail,
}

interface Props {
  lead: LeadShown
  me: Me
  /** Whether to reach the person is what comes next: the first way stands out then. */
  isNext: boolean
  /** The person's app was opened. */
  onGone: (channel: Channel) => void
}

/** The ways to reach the person; where the team has templates for one, it is asked which to begin with. */
export function Ways({ lead, me, isNext, onGone }: Props) {
  const { i18n, t } = useLingui()
  const [begun, begin] = useState<Exclude<Channel, 'call'> | null>(null)
  const { data: { items: templates } = { items: [] } } = useTemplates()
  const [phone, email] = [lead.contact.phones[0], lead.contact.emails[0]]
  const shut = blockedChannels(lead)
  const ways = EVERY_CHANNEL.filter((channel) => hrefOf(channel, { phone, email }))
  const first = isNext ? ways.find((channel) => !shut.includes(channel)) : undefined
  const offered = (channel: Channel) =>
    channel === 'call' ? [] : offeredTemplates(templates, channel, lead, lastUsed(me.agent_id, channel))
  if (ways.length === 0) return null
  return (
    <>
      <SimpleGrid cols={2} spacing="xs">
        {ways.map((channel) => {
          const Sign = ICONS[channel]
          const look = {
            variant: channel === first ? 'filled' : 'light',
            px: 'xs',
            mih: 44,
            leftSection: <Sign size={18} aria-hidden />,
          } as const
          const label = channel === 'call' ? t`Call` : i18n._(CHANNELS[channel])
          if (shut.includes(channel))
            return (
              <Button key={channel} {...look} disabled>
                {label}
              </Button>
            )
          if (channel !== 'call' && offered(channel).length > 0)
            return (
              <Button key={channel} {...look} aria-haspopup="dialog" onClick={() => begin(channel)}>
                {label}
              </Button>
            )
          return (
            <Button
              key={channel}
              {...look}
              component="a"
              href={hrefOf(channel, { phone, email }) ?? ''}
              {...(channel === 'whatsapp' ? { target: '_blank' } : {})}
              rel="noreferrer"
              onClick={() => onGone(channel)}
            >
              {label}
            </Button>
          )
        })}
      </SimpleGrid>
      {lead.objection && templates.length > 0 && (
        <Text size="sm" c="dimmed">
          <Trans>No templates: this person objects. You may answer what they asked.</Trans>
        </Text>
      )}
      {begun && (
        <BeginWith
          channel={begun}
          lead={lead}
          me={me}
          templates={offered(begun)}
          onClose={() => begin(null)}
          onGone={onGone}
        />
      )}
    </>
  )
}
