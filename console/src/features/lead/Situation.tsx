import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Me } from '@/api/context'
import { ago, money, when } from '@/lib/locale'
import { useNow } from '@/lib/useNow'
import { Countdown } from '@/ui/leads/Countdown'
import { Section } from '@/ui/layout/Page'
import { Named } from '@/ui/members/Avatar'
import { useDirectory } from '@/ui/words/useDirectory'
import { OUTCOMES, REASONS } from '@/ui/words/reasons'
import { CloseDialog } from './actions/CloseDialog'
import { Judge } from './actions/Judge'
import type { LeadShown } from './useLead'

/** Whose the lead is, since when, and what is expected next. */
export function Situation({ lead, me }: { lead: LeadShown; me: Me }) {
  const { t, i18n } = useLingui()
  const now = useNow(Date.now, 60_000)
  const zone = me.team.time_zone
  return (
    <Section title={t`Where it stands`} actions={<Correct lead={lead} />}>
      <Offer lead={lead} me={me} />
      <Judge lead={lead} />
      <Stack gap="xs" component="dl" m={0}>
        {lead.state !== 'owned' && lead.owner && lead.owner_name && (
          <Fact name={t`Owned last by`}>
            <Named id={lead.owner} name={lead.owner_name} />
          </Fact>
        )}
        {lead.outcome && <Fact name={t`Outcome`}>{i18n._(OUTCOMES[lead.outcome])}</Fact>}
        {lead.closing?.reason && <Fact name={t`Reason`}>{lead.closing.reason}</Fact>}
        {lead.closing?.value && (
          <Fact name={t`Value of the deal`}>{money(lead.closing.value.amount, lead.closing.value.currency)}</Fact>
        )}
        {lead.closing?.note && <Fact name={t`Note on closing`}>{lead.closing.note}</Fact>}
        {lead.reason && <Fact name={t`Why here`}>{i18n._(REASONS[lead.reason])}</Fact>}
        {lead.routes_at && <Fact name={t`Goes through routing`}>{when(lead.routes_at, zone)}</Fact>}
        <Fact name={t`Since`}>{ago(lead.since, now)}</Fact>
        <Fact name={t`Came in`}>{when(lead.created_at, zone)}</Fact>
        {lead.asked_again_at && <Fact name={t`Asked again`}>{when(lead.asked_again_at, zone)}</Fact>}
        <Fact name={t`Last activity`}>{ago(lead.last_activity_at, now)}</Fact>
        <Others lead={lead} />
      </Stack>
    </Section>
  )
}

/** Correct what was said when the lead was closed, for those who may open it again. */
function Correct({ lead }: { lead: LeadShown }) {
  const { t } = useLingui()
  const [opened, { open, close }] = useDisclosure()
  if (!lead.outcome || !lead.may.includes('reopen')) return null
  return (
    <>
      <Button variant="default" size="xs" onClick={open} aria-label={t`Correct what was said on closing`}>
        <Trans>Correct</Trans>
      </Button>
      {opened && (
        <CloseDialog leadId={lead.lead_id} outcome={lead.outcome} said={lead.closing} corrects onClose={close} />
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  )
}

/** Who has been offered it, and how long they have. */
function Offer({ lead, me }: { lead: LeadShown; me: Me }) {
  const { i18n } = useLingui()
  const names = useDirectory()
  if (!lead.offer) return null
  const { agent_ids, made_at, deadline } = lead.offer
  const list = new Intl.ListFormat(i18n.locale, { type: 'disjunction' })
  const who = names.data && list.format(agent_ids.map((id) => names.member(id)))
  const mine = agent_ids.includes(me.agent_id)
  return (
    <Stack gap={4}>
      <Text size="sm">
        {mine && <Trans>It is offered to you.</Trans>}
        {!mine &&
          (agent_ids.length > 0 ? (
            who && <Trans>It is offered to {who}.</Trans>
          ) : (
            <Trans>It is offered to another agent.</Trans>
          ))}
      </Text>
      <Countdown from={made_at} deadline={deadline} />
    </Stack>
  )
}

/** The leads that may be the same person's, and the one it went into. */
function Others({ lead }: { lead: LeadShown }) {
  const { t } = useLingui()
  const twins = lead.possible_duplicates ?? []
  return (
    <>
      {twins.length > 0 && (
        <Fact name={t`May be the same person`}>
          {twins.map((id, place) => {
            const number = place + 1
            return (
              <Anchor
                key={id}
                mr="sm"
                renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId: id }} {...props} />}
              >
                <Trans>Lead {number}</Trans>
              </Anchor>
            )
          })}
        </Fact>
      )}
    </>
  )
}
