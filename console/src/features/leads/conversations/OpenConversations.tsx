import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, Group, Paper, Select, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useConsole } from '@/api/context'
import { conversationsQuery, type OpenConversation } from '@/api/queries/conversations'
import { useSearchParams } from '@/lib/useSearchParams'
import { MemberSelect, SourceSelect } from '@/ui/forms/selects'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { Item, Items } from '@/ui/leads/Item'
import { Marks, Urgency } from '@/ui/leads/Urgency'
import { LoadMore } from '@/ui/lists/LoadMore'
import { BulkBar } from '../BulkBar'
import '../leads.css'
import { type Chosen, type Selection, useSelection } from '../useSelection'
import { type Address, filtersOf, takesOwner, type Which, WHICH, whichOf } from './which'

const REFRESH_MILLISECONDS = 60_000

/** All open conversations: who waits, how urgent that is, and for whom; many can be changed at once. */
export function OpenConversations() {
  const { t } = useLingui()
  const { api } = useConsole()
  const [address, setAddress] = useSearchParams<Address>()
  const list = useInfiniteQuery({
    ...conversationsQuery(api, filtersOf(address)),
    refetchInterval: REFRESH_MILLISECONDS,
  })
  const selection = useSelection()
  return (
    <Page
      title={t`Open conversations`}
      about={<Trans>Who waits for an answer, and for whom: the most urgent first.</Trans>}
    >
      <Stack gap="md">
        <Among
          address={address}
          onChange={(changes) => {
            setAddress(changes)
            selection.clear()
          }}
        />
        <Loaded query={list} shape={<Shape />}>
          {(items) =>
            items.length === 0 && !list.hasNextPage ? (
              <Nothing which={whichOf(address)} />
            ) : (
              <Stack gap="sm">
                <ChooseAll items={items} selection={selection} />
                <Paper withBorder px="md" py="xs">
                  <Items>
                    {items.map((one) => (
                      <Row key={one.lead_id} one={one} alone={whichOf(address) === 'alone'} selection={selection} />
                    ))}
                  </Items>
                </Paper>
                <LoadMore of={list} />
              </Stack>
            )
          }
        </Loaded>
        <BulkBar selection={selection} reminds />
      </Stack>
    </Page>
  )
}

function Among({ address, onChange }: { address: Address; onChange: (changes: Partial<Address>) => void }) {
  const { t } = useLingui()
  const which = whichOf(address)
  const said: Record<Which, string> = {
    all: t`All open`,
    waiting: t`Who waits for an answer`,
    alone: t`Owner has done nothing yet`,
    away: t`Owner is away`,
    nobody: t`Nobody has it`,
  }
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
      <Select
        label={t`Which`}
        allowDeselect={false}
        value={which}
        data={WHICH.map((value) => ({ value, label: said[value] }))}
        onChange={(now) =>
          onChange({
            which: now && now !== 'all' ? now : undefined,
            ...(takesOwner((now ?? 'all') as Which) ? {} : { owner: undefined }),
          })
        }
      />
      <MemberSelect
        label={t`Owner`}
        placeholder={t`Any`}
        clearable
        disabled={!takesOwner(which)}
        value={takesOwner(which) ? (address.owner ?? null) : null}
        onChange={(owner) => onChange({ owner: owner ?? undefined })}
      />
      <SourceSelect
        label={t`Source`}
        placeholder={t`Any`}
        clearable
        value={address.source ?? null}
        onChange={(source) => onChange({ source: source ?? undefined })}
      />
      <Select
        label={t`Order`}
        allowDeselect={false}
        value={address.sort === 'opened' ? 'opened' : 'waiting'}
        data={[
          { value: 'waiting', label: t`Longest wait first` },
          { value: 'opened', label: t`Longest open first` },
        ]}
        onChange={(sort) => onChange({ sort: sort === 'opened' ? sort : undefined })}
      />
    </SimpleGrid>
  )
}

function ChooseAll({ items, selection }: { items: OpenConversation[]; selection: Selection }) {
  const { t } = useLingui()
  const chosen = items.map(chosenOf)
  const all = chosen.every(selection.has)
  return (
    <Checkbox
      label={t`Choose all that are shown`}
      checked={all}
      indeterminate={!all && selection.count > 0}
      onChange={() => (all ? selection.clear() : selection.add(chosen))}
    />
  )
}

function Row({ one, alone, selection }: { one: OpenConversation; alone: boolean; selection: Selection }) {
  const { t } = useLingui()
  const chosen = chosenOf(one)
  const name = one.name || t`Without a name`
  return (
    <Item
      leadId={one.lead_id}
      name={one.name}
      about={[one.owner_name ?? t`Nobody has it`, one.source_title]}
      before={
        <Checkbox
          aria-label={t`Choose ${name}`}
          checked={selection.has(chosen)}
          onChange={() => selection.toggle(chosen)}
        />
      }
      below={<Marks one={one} alone={alone} />}
    >
      <Urgency one={one} />
    </Item>
  )
}

function chosenOf({ lead_id, name }: OpenConversation): Chosen {
  return { lead_id, contact: { first_name: name, last_name: '' } }
}

function Nothing({ which }: { which: Which }) {
  const { t } = useLingui()
  const titles: Record<Which, string> = {
    all: t`No conversation is open`,
    waiting: t`Nobody waits for an answer`,
    alone: t`Every owner has begun`,
    away: t`No owner is away`,
    nobody: t`Somebody has each of them`,
  }
  return (
    <Empty title={titles[which]} action={<GoTo to="/leads">{t`See all leads`}</GoTo>}>
      <Trans>A new lead opens a conversation, and so does a person who writes again.</Trans>
    </Empty>
  )
}

function Shape() {
  return (
    <Paper withBorder p="md">
      {[1, 2, 3, 4].map((one) => (
        <Group key={one} justify="space-between" py="sm">
          <Skeleton h={18} w="40%" />
          <Text component="div" w={90}>
            <Skeleton h={18} />
          </Text>
        </Group>
      ))}
    </Paper>
  )
}
