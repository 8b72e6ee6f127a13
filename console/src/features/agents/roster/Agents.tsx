import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconSearch, IconUserPlus } from '@/ui/icons'
import { useMe } from '@/api/context'
import { useDialog } from '@/lib/useDialog'
import { useSearchParams } from '@/lib/useSearchParams'
import { Empty } from '@/ui/layout/Empty'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { CsvButton } from '@/ui/lists/CsvButton'
import { searchMembers } from './search'
import { Invite } from './Invite'
import { RosterCards } from './RosterCards'
import { RosterTable } from './RosterTable'
import { useRosterRows } from './useRosterRows'
import { type Member, useAgents } from '../useAgents'

/** The roster: who is in the team, what each takes, and whether leads come to them. */
export function Agents() {
  const { t } = useLingui()
  const agents = useAgents()
  const me = useMe()
  const rows = useRosterRows()
  const [inviting, { open, close }] = useDialog()
  const [{ q = '' }, change] = useSearchParams<{ q?: string }>()
  return (
    <Page
      title={t`Agents`}
      actions={
        <>
          <CsvButton name={t`agents`} rows={() => rows(searchMembers(agents.data?.items ?? [], q))} />
          {me.data?.role === 'rainmaker' && (
            <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={open}>
              <Trans>Invite</Trans>
            </Button>
          )}
        </>
      }
    >
      <TextInput
        label={t`Search by name or e-mail`}
        leftSection={<IconSearch size={16} aria-hidden />}
        maw={360}
        value={q}
        onChange={(event) => change({ q: event.currentTarget.value })}
      />
      <Loaded query={agents} height={420}>
        {({ items }) => <Roster members={searchMembers(items, q)} onAll={() => change({ q: '' })} />}
      </Loaded>
      <Invite opened={inviting} onClose={close} />
    </Page>
  )
}

function Roster({ members, onAll }: { members: Member[]; onAll: () => void }) {
  const { t } = useLingui()
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false })
  if (members.length === 0) {
    return (
      <Empty
        title={t`Nobody is called that`}
        action={
          <Button variant="default" onClick={onAll}>
            <Trans>Show everybody</Trans>
          </Button>
        }
      >
        <Trans>Try another part of the name or e-mail.</Trans>
      </Empty>
    )
  }
  return wide ? <RosterTable members={members} /> : <RosterCards members={members} />
}
