import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Select, Table } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { seenQuery } from '@/api/queries/audit'
import { when } from '@/lib/locale'
import { useSearchParams } from '@/lib/useSearchParams'
import { Empty } from '@/ui/layout/Empty'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { LoadMore } from '@/ui/lists/LoadMore'
import { useDirectory } from '@/ui/words/useDirectory'

/** Who saw a lead's contact in full, or whose contacts a member saw: by day, the latest first. */
export function Seen() {
  const { t } = useLingui()
  const [{ of }, setSearch] = useSearchParams<{ of?: string }>()
  const { data } = useDirectory()
  const members = data?.agents.map((one) => ({ value: one.agent_id, label: one.name })) ?? []
  const lead = of?.startsWith('lead_') ? [{ value: of, label: t`One lead` }] : []
  return (
    <Page
      title={t`Who saw contacts`}
      about={<Trans>Each member, lead and day has one entry, kept for two years. Lists and searches leave none.</Trans>}
      narrow
    >
      <Select
        label={t`Of whom`}
        description={t`For one lead, follow “Who saw it” where a person's data is found.`}
        placeholder={t`Choose a member`}
        data={[...lead, ...members]}
        value={of ?? null}
        onChange={(one) => setSearch({ of: one ?? '' })}
        searchable
        maw={360}
      />
      {of ? (
        <Entries key={of} of={of} />
      ) : (
        <Empty title={t`Nobody is chosen`} action={null}>
          <Trans>Choose a member to see whose contacts they opened, and when.</Trans>
        </Empty>
      )}
    </Page>
  )
}

function Entries({ of }: { of: string }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const seen = useInfiniteQuery(seenQuery(api, of))
  const ofMember = of.startsWith('agent_')
  return (
    <>
      <Loaded query={seen} height={320}>
        {(entries) =>
          entries.length === 0 ? (
            <Empty title={t`No contact was seen`} action={null}>
              <Trans>The first time somebody opens a lead on a day shows here.</Trans>
            </Empty>
          ) : (
            <Table.ScrollContainer minWidth={300}>
              <Table aria-label={t`Who saw contacts`}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>
                      <Trans>When first on that day</Trans>
                    </Table.Th>
                    <Table.Th>
                      <Trans>Member</Trans>
                    </Table.Th>
                    {ofMember && (
                      <Table.Th>
                        <Trans>Lead</Trans>
                      </Table.Th>
                    )}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {entries.map((one) => (
                    <Entry key={`${one.agent_id} ${one.lead_id} ${one.day}`} entry={one} withLead={ofMember} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      <LoadMore of={seen} />
    </>
  )
}

function Entry({ entry, withLead }: { entry: Shapes['Seen']; withLead: boolean }) {
  const zone = useMe().data?.team.time_zone ?? 'UTC'
  const { member } = useDirectory()
  return (
    <Table.Tr>
      <Table.Td>
        <time dateTime={entry.at}>{when(entry.at, zone)}</time>
      </Table.Td>
      <Table.Td>{entry.name ?? member(entry.agent_id)}</Table.Td>
      {withLead && (
        <Table.Td>
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link data-row-link to="/leads/$leadId" params={{ leadId: entry.lead_id }} {...props} />
            )}
          >
            <Trans>Open the lead</Trans>
          </Anchor>
        </Table.Td>
      )}
    </Table.Tr>
  )
}
