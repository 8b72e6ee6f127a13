import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Grid, Group, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { Refused, type Shapes } from '@/api/client'
import { type Me, useMe } from '@/api/context'
import { useSearchParams } from '@/lib/useSearchParams'
import { Empty } from '@/ui/layout/Empty'
import { LeadFacts } from '@/ui/leads/LeadFacts'
import { Loaded } from '@/ui/layout/Loaded'
import { fullName } from '@/ui/words/names'
import { Page, Section } from '@/ui/layout/Page'
import { STAGES, STATES } from '@/ui/words/states'
import { Comments } from './comments/Comments'
import { Consents } from './consent/Consents'
import { ObjectionBanner } from './consent/ObjectionBanner'
import { ContactCard } from './contact/ContactCard'
import { Conversation } from './conversation/Conversation'
import { History } from './history/History'
import { Situation } from './Situation'
import { type LeadShown, useLead } from './useLead'
import { LeadActions } from './actions/LeadActions'

/** One lead: who it is, whose it is, what happened, and why. */
export function Lead() {
  const { leadId } = useParams({ from: '/leads/$leadId' })
  const { t } = useLingui()
  const me = useMe()
  const lead = useLead(leadId)
  if (lead.error instanceof Refused && lead.error.status === 404)
    return (
      <Page title={t`Lead`}>
        <Empty title={t`This lead is not there, or not yours to see`}>
          <Trans>
            Somebody else may have it now. Go to{' '}
            <Anchor inherit underline="always" renderRoot={(props) => <Link to="/mine" {...props} />}>
              your leads
            </Anchor>
            .
          </Trans>
        </Empty>
      </Page>
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
  const tabs = tabsOf(lead)
  return (
    <Page
      title={fullName(lead.contact) || t`Without a name`}
      about={<About lead={lead} />}
      actions={<LeadActions lead={lead} />}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5, lg: 4 }}>
          <Stack gap="lg">
            <ObjectionBanner lead={lead} me={me} />
            <ContactCard lead={lead} />
            <Consents lead={lead} me={me} />
            <Situation lead={lead} me={me} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7, lg: 8 }}>
          {tabs.length > 1 ? (
            <Exchange lead={lead} me={me} tabs={tabs} />
          ) : (
            <Section title={t`Timeline`}>
              <History lead={lead} />
            </Section>
          )}
        </Grid.Col>
      </Grid>
    </Page>
  )
}

function About({ lead }: { lead: LeadShown }) {
  const { i18n } = useLingui()
  return (
    <Stack gap="xs">
      <Group gap={6}>
        <Badge size="lg" tt="none" variant="light">
          {i18n._(STATES[lead.state])}
        </Badge>
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

type Tab = 'conversation' | 'comments' | 'timeline'
const TABS: [Tab, Shapes['LeadVerb'] | null][] = [
  ['conversation', 'record_message'],
  ['comments', 'comment'],
  ['timeline', null],
]

/** Return the tabs that the user may read: who may write messages and comments may read them. */
function tabsOf({ may }: LeadShown): Tab[] {
  return TABS.filter(([, verb]) => verb === null || may.includes(verb)).map(([tab]) => tab)
}

/** What is said with the person, what the team says of them, and all that happened. */
function Exchange({ lead, me, tabs }: { lead: LeadShown; me: Me; tabs: Tab[] }) {
  const { t } = useLingui()
  const labels = { conversation: t`Conversation`, comments: t`Comments`, timeline: t`Timeline` }
  const [{ tab }, change] = useSearchParams<{ tab?: string | undefined }>()
  const shown = tabs.find((one) => one === tab) ?? tabs[0]
  return (
    <Section title={t`What happened so far`}>
      <Tabs value={shown ?? null} onChange={(chosen) => change({ tab: chosen ?? undefined })} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} px={{ base: 'xs', sm: 'md' }} value={one}>
              {labels[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="conversation">
          <Conversation lead={lead} />
        </Tabs.Panel>
        <Tabs.Panel value="comments">
          <Comments lead={lead} me={me} />
        </Tabs.Panel>
        <Tabs.Panel value="timeline">
          <History lead={lead} />
        </Tabs.Panel>
      </Tabs>
    </Section>
  )
}
