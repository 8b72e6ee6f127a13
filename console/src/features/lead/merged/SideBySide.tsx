import { Trans, useLingui } from '@lingui/react/macro'
import { List, Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import { grouped } from '@/lib/phones'
import { StateBadge } from '@/ui/leads/StateBadge'
import { fullName } from '@/ui/words/names'
import type { LeadShown } from '../useLead'

/** The lead that goes and the one that stays, beside one another, and what becomes of both. */
export function SideBySide({ lead, into }: { lead: LeadShown; into: LeadShown }) {
  const { t } = useLingui()
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        <Side title={t`This lead`} lead={lead} />
        <Side title={t`The other one`} lead={into} />
      </SimpleGrid>
      <div>
        <Text size="sm" fw={600}>
          <Trans>What will happen</Trans>
        </Text>
        <List size="sm" spacing={2}>
          <List.Item>
            <WhoHasIt lead={lead} into={into} />
          </List.Item>
          <List.Item>
            <Trans>Conversation, comments, tasks, photos and appointments are read as one.</Trans>
          </List.Item>
          <List.Item>
            <Trans>This one is closed as a duplicate and leads to the other.</Trans>
          </List.Item>
          {withdraws(lead, into) && (
            <List.Item>
              <Trans>An open offer is withdrawn.</Trans>
            </List.Item>
          )}
          <List.Item>
            <Told lead={lead} into={into} />
          </List.Item>
        </List>
      </div>
    </Stack>
  )
}

const ownerOf = (lead: LeadShown) => (lead.state === 'owned' ? lead.owner_name : undefined)
const withdraws = (lead: LeadShown, into: LeadShown) =>
  lead.state === 'offered' || (into.state === 'offered' && lead.state === 'owned')

function Side({ title, lead }: { title: string; lead: LeadShown }) {
  const { t } = useLingui()
  const facts = [lead.source_title, ...lead.contact.emails, ...lead.contact.phones.map(grouped)].filter(Boolean)
  return (
    <Paper withBorder p="xs" radius="md" miw={0}>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <Text size="sm" fw={600} truncate>
        {fullName(lead.contact) || t`Without a name`}
      </Text>
      {facts.map((one) => (
        <Text key={one} size="xs" truncate>
          {one}
        </Text>
      ))}
      <Text size="xs" mb={4}>
        {ownerOf(lead) ?? t`No owner`}
      </Text>
      <StateBadge state={lead.state} />
    </Paper>
  )
}

function WhoHasIt({ lead, into }: { lead: LeadShown; into: LeadShown }) {
  const name = ownerOf(into) ?? ownerOf(lead)
  if (!name) return <Trans>Neither has an owner: it stays where it is.</Trans>
  return ownerOf(into) ? <Trans>{name} keeps it.</Trans> : <Trans>{name} gets it, who has this one.</Trans>
}

function Told({ lead, into }: { lead: LeadShown; into: LeadShown }) {
  const owners = new Set([lead, into].filter((one) => one.state === 'owned').map((one) => one.owner))
  if (owners.size > 1) return <Trans>Both owners are told. You can undo it for 30 days.</Trans>
  if (owners.size === 1) return <Trans>The owner is told. You can undo it for 30 days.</Trans>
  return <Trans>You can undo it for 30 days.</Trans>
}
