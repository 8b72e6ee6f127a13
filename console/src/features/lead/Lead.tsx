import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Refused } from '@/api/client'
import { type Me, useMe } from '@/api/context'
import { dropDraftsOf } from '@/lib/drafts'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { LeadFacts } from '@/ui/leads/LeadFacts'
import { StateBadge } from '@/ui/leads/StateBadge'
import { Loaded } from '@/ui/layout/Loaded'
import { fullName } from '@/ui/words/names'
import { Page } from '@/ui/layout/Page'
import { Named } from '@/ui/members/Avatar'
import { RemoveSamples } from '@/ui/samples/RemoveSamples'
import { SampleBadge } from '@/ui/samples/SampleBadge'
import { STAGES } from '@/ui/words/states'
import { Consents } from './consent/Consents'
import { ObjectionBanner } from './consent/ObjectionBanner'
import { ContactCard } from './contact/ContactCard'
import { FirstWords } from './next/FirstWords'
import { MergedNotes } from './merged/MergedNotes'
import { Situation } from './Situation'
import { Stream } from './stream/Stream'
import { LeadTasks } from './tasks/LeadTasks'
import { type LeadShown, useLead } from './useLead'
import { Way } from './Way'
import { WhatWasSent } from './WhatWasSent'
import { LeadActions } from './actions/LeadActions'
import './lead.css'

/** As wide as `lead.css` puts the person beside the stream; where it is narrower, what is seldom needed comes last. */
const DESK = '(min-width: 62em)'

/** One lead: who it is, whose it is, what happened, and why. */
export function Lead() {
  const { leadId } = useParams({ from: '/leads/$leadId' })
  const { t } = useLingui()
  const me = useMe()
  const search = useSearch({ from: '/leads/$leadId' })
  const lead = useLead(leadId)
  if (lead.error instanceof Refused && lead.error.status === 404)
    return (
      <Page title={t`Lead`}>
        <Empty
          title={t`This lead does not exist, or you may not see it`}
          action={
            <GoTo to="/mine">
              <Trans>See your leads</Trans>
            </GoTo>
          }
        >
          <Trans>Somebody else may have it now.</Trans>
        </Empty>
      </Page>
    )
  if (lead.data?.merged_into && !search.stay)
    return (
      <Navigate
        to="/leads/$leadId"
        params={{ leadId: lead.data.merged_into }}
        search={{ ...search, from: leadId }}
        replace
      />
    )
  return (
    <Loaded query={lead} shape={<Shape />}>
      {(known) => (me.data ? <Known key={leadId} lead={known} me={me.data} /> : <Shape />)}
    </Loaded>
  )
}

function Shape() {
  return (
    <Stack maw={1280} mx="auto">
      <Skeleton h={64} />
      <Skeleton h={400} />
    </Stack>
  )
}

function Known({ lead, me }: { lead: LeadShown; me: Me }) {
  const { t } = useLingui()
  useEffect(() => {
    if (lead.erased_at) dropDraftsOf(lead.lead_id)
  }, [lead.lead_id, lead.erased_at])
  const desk = useMediaQuery(DESK, false, { getInitialValueInEffect: false })
  const first = (
    <div className="lead-part">
      <MergedNotes lead={lead} me={me} />
      <ObjectionBanner lead={lead} me={me} />
      <FirstWords lead={lead} zone={me.team.time_zone} />
      <ContactCard lead={lead} me={me} />
      <LeadTasks lead={lead} me={me} />
    </div>
  )
  const more = (
    <div className="lead-part">
      <Situation lead={lead} me={me} />
      <Consents lead={lead} me={me} />
      <Way lead={lead} me={me} />
      <WhatWasSent lead={lead} me={me} />
    </div>
  )
  return (
    <div className="lead">
      <Page
        title={fullName(lead.contact) || t`Without a name`}
        about={<About lead={lead} />}
        actions={lead.sample ? <SampleActions /> : <LeadActions lead={lead} />}
      >
        <div className="lead-columns">
          {desk ? (
            // It scrolls by itself, also for keys where nothing in it can be chosen, as of sample data.
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            <section className="lead-aside" aria-label={t`About the lead`} tabIndex={0}>
              {first}
              {more}
            </section>
          ) : (
            first
          )}
          <Stream lead={lead} me={me} />
          {!desk && more}
        </div>
      </Page>
    </div>
  )
}

/** What is done with sample data: nothing but removing it. */
function SampleActions() {
  const navigate = useNavigate()
  return <RemoveSamples onDone={() => void navigate({ to: '/leads' })} />
}

function About({ lead }: { lead: LeadShown }) {
  const { i18n } = useLingui()
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {lead.sample && <SampleBadge size="lg" />}
        <StateBadge state={lead.state} size="lg" />
        {lead.state === 'owned' && lead.owner && lead.owner_name && (
          <Text component="span" c="var(--mantine-color-text)">
            <Named id={lead.owner} name={lead.owner_name} />
          </Text>
        )}
        {lead.state !== 'closed' && (
          <Badge size="lg" variant="default" tt="none">
            {i18n._(STAGES[lead.stage])}
          </Badge>
        )}
        <Text component="span">{lead.source_title}</Text>
      </Group>
      <LeadFacts attributes={lead.attributes} />
    </Stack>
  )
}
