import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, Paper, Skeleton, Stack } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { CSSProperties, ReactNode } from 'react'
import { useMe } from '@/api/context'
import { useNow } from '@/lib/useNow'
import { Loaded } from '@/ui/layout/Loaded'
import { VirtualList, NextPageStatus } from '@/ui/lists/VirtualList'
import { type Column, COLUMNS, gridOf } from './columns'
import './leads.css'
import { LeadCard, LeadRow, type Shown } from './LeadRow'
import type { Selection } from './useSelection'
import type { Lead, useLeads } from './useLeads'

const MINUTE = 60_000
const [ROW, CARD] = [49, 108]
const idOf = (lead: Lead) => lead.lead_id

interface Props {
  leads: ReturnType<typeof useLeads>
  label: string
  /** What to show of each beside the person, the stage and the times. */
  shown: Shown
  empty: ReactNode
  selection?: Selection
  /** The columns beside the person; all unless they are given. */
  columns?: Column[]
}

/** Leads as a table on a desk, as cards on a phone; it reads on by itself while one scrolls. */
export function LeadList({ leads, label, shown, empty, selection, columns = COLUMNS }: Props) {
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false })
  const now = useNow(Date.now, MINUTE)
  const zone = useMe().data?.team.time_zone
  const rowOf = (lead: Lead) => {
    return { lead, now, zone, shown, chosen: selection?.has(lead), onChoose: selection?.toggle }
  }
  return (
    <Loaded query={leads} shape={<Shape />}>
      {(items) => {
        if (items.length === 0 && !leads.hasNextPage) return empty
        if (!wide) {
          return (
            <VirtualList items={items} keyOf={idOf} height={CARD} pages={leads} as="items" label={label}>
              {(lead) => <LeadCard {...rowOf(lead)} />}
            </VirtualList>
          )
        }
        return (
          <Paper
            withBorder
            className={`lead-table ${shown === 'team' ? 'of-team' : 'of-mine'}`}
            style={{ '--lead-columns': gridOf(columns) } as CSSProperties}
          >
            <div role="table" aria-label={label} aria-rowcount={leads.hasNextPage ? -1 : items.length + 1}>
              <Headings items={items} shown={shown} selection={selection} columns={columns} />
              <VirtualList items={items} keyOf={idOf} height={ROW} pages={leads} as="rows" className="lead-row">
                {(lead) => <LeadRow {...rowOf(lead)} columns={columns} />}
              </VirtualList>
            </div>
            <NextPageStatus of={leads} />
          </Paper>
        )
      }}
    </Loaded>
  )
}

interface HeadingsProps {
  items: Lead[]
  shown: Shown
  selection: Selection | undefined
  columns: Column[]
}

function Headings({ items, shown, selection, columns }: HeadingsProps) {
  const { t } = useLingui()
  const all = items.length > 0 && items.every((lead) => selection?.has(lead))
  return (
    <div role="rowgroup" className="lead-headings">
      <div role="row" aria-rowindex={1} className="lead-row">
        {selection && (
          <div role="columnheader" aria-label={t`Choose`}>
            <Checkbox
              aria-label={t`Choose all that are shown`}
              checked={all}
              indeterminate={!all && selection.count > 0}
              onChange={() => (all ? selection.clear() : selection.add(items))}
            />
          </div>
        )}
        <div role="columnheader">
          <Trans>Person</Trans>
        </div>
        {columns.includes('source') && (
          <div role="columnheader">
            <Trans>Source</Trans>
          </div>
        )}
        {columns.includes('state') && (
          <div role="columnheader">{shown === 'team' ? <Trans>State</Trans> : <Trans>Stage</Trans>}</div>
        )}
        {shown === 'team' && columns.includes('owner') && (
          <div role="columnheader">
            <Trans>Owner</Trans>
          </div>
        )}
        {columns.includes('waiting') && (
          <div role="columnheader">
            <Trans>Waiting</Trans>
          </div>
        )}
        {columns.includes('activity') && (
          <div role="columnheader">
            <Trans>Last activity</Trans>
          </div>
        )}
      </div>
    </div>
  )
}

function Shape() {
  return (
    <Stack gap={8}>
      {[1, 2, 3, 4, 5, 6].map((one) => (
        <Skeleton key={one} h={52} />
      ))}
    </Stack>
  )
}
