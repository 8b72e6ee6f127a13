import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Me, useConsole } from '@/api/context'
import { rawDeliveriesQuery } from '@/api/queries/leads'
import { when } from '@/lib/locale'
import { Loaded } from '@/ui/layout/Loaded'
import { Section } from '@/ui/layout/Page'
import { RawDelivery } from '@/ui/leads/RawDelivery'
import type { LeadShown } from './useLead'

/** What was delivered about a lead, as it was received, for Managers and the owner, once they ask for it. */
export function WhatWasSent({ lead, me }: { lead: LeadShown; me: Me }) {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const may = me.role !== 'agent' || lead.owner === me.agent_id
  if (!may || !lead.source_id || lead.erased_at) return null
  return (
    <Section title={t`What was sent`}>
      {open ? (
        <Sent leadId={lead.lead_id} zone={me.team.time_zone} />
      ) : (
        <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)} style={{ alignSelf: 'start' }}>
          <Trans>Show what was sent</Trans>
        </Button>
      )}
    </Section>
  )
}

function Sent({ leadId, zone }: { leadId: string; zone: string }) {
  const { api } = useConsole()
  const sent = useQuery(rawDeliveriesQuery(api, leadId))
  return (
    <Loaded query={sent} height={80}>
      {({ items }) =>
        items.length === 0 ? (
          <Text size="sm" c="dimmed">
            <Trans>What was sent is not kept any more, or it was entered by hand.</Trans>
          </Text>
        ) : (
          <Stack gap="md">
            {items.map((one) => (
              <Stack key={one.delivery_id} gap={4}>
                <Text size="sm" c="dimmed" component="time" dateTime={one.at}>
                  {when(one.at, zone)}
                </Text>
                <RawDelivery delivery={one} />
              </Stack>
            ))}
          </Stack>
        )
      }
    </Loaded>
  )
}
