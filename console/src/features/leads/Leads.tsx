import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Stack } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { IconArrowBackUp, IconFileImport, IconPlus } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useSearchParams } from '@/lib/useSearchParams'
import { Empty } from '@/ui/layout/Empty'
import { Page } from '@/ui/layout/Page'
import { LeadsCsv } from '@/ui/leads/LeadsCsv'
import { Samples } from '@/ui/samples/Samples'
import { ShowSamples } from '@/ui/samples/ShowSamples'
import { BulkActs } from './BulkActs'
import { BulkBar } from './BulkBar'
import { ColumnMenu } from './ColumnMenu'
import { columnsAs, columnsOf } from './columns'
import { LeadFilters } from './LeadFilters'
import { LeadList } from './LeadList'

import { useSelection } from './useSelection'
import { type Filters, useLeads } from './useLeads'
import type { Address } from './views/view'
import { ViewBar } from './views/ViewBar'

const PAUSE = 300
const idOf = ({ lead_id }: { lead_id: string }) => lead_id
const LEAST = 2

/** All leads of the team: found, filtered, and changed many at once. Whom one looks for is kept out of the address. */
export function Leads() {
  const { t } = useLingui()
  const [address, setAddress] = useSearchParams<Address>()
  const [q, setQ] = useState('')
  const [settled] = useDebouncedValue(q.trim(), PAUSE)
  const filters = useMemo(() => filtersOf(address), [address])
  const columns = useMemo(() => columnsOf(address.columns), [address.columns])
  const leads = useLeads(filters, settled.length >= LEAST ? settled : '')
  const selection = useSelection()
  const { clear } = selection
  const settledOn = useDeferredValue(selection) // a row shows at once that it is chosen, and then the bar
  const shown = settledOn.count > 0 ? settledOn.leads.map(idOf) : (leads.data ?? []).map(idOf)
  const go = useCallback(
    (next: Address) => setAddress({ ...Object.fromEntries(Object.keys(address).map((one) => [one, ''])), ...next }),
    [address, setAddress],
  )
  const search = useCallback(
    (next: string) => {
      setQ(next)
      clear()
    },
    [clear],
  )
  const filter = useCallback(
    (changes: Address) => {
      setAddress(changes)
      clear()
    },
    [setAddress, clear],
  )
  const menu = useMemo(
    () => (
      <ColumnMenu
        columns={columns}
        onChange={(chosen) => setAddress({ columns: columnsAs(chosen, address.columns) })}
      />
    ),
    [columns, address.columns, setAddress],
  )
  const widen = () => {
    setQ('')
    setAddress({ state: '', owner: '', source: '', route: '', sort: '', view: '' })
    clear()
  }
  const narrowed = settled !== '' || Object.keys(filters).length > 0
  return (
    <Page
      title={t`Leads`}
      actions={
        <>
          <LeadsCsv ids={shown} />
          <Ways />
        </>
      }
    >
      <Stack gap="md">
        <ViewBar address={address} onGo={go} />
        <LeadFilters filters={filters} q={q} columns={menu} onSearch={search} onChange={filter} />
        {!narrowed && <Samples />}
        <LeadList
          leads={leads}
          label={t`Leads`}
          shown="team"
          selection={selection}
          columns={columns}
          empty={
            <Empty
              title={narrowed ? t`No lead is like this` : t`No leads here`}
              action={narrowed ? <Widen onClick={widen} /> : <FirstSteps />}
            >
              {narrowed ? (
                <Trans>
                  Search for less, or remove filters: people are found by how any part of their name or their e-mail
                  begins, and by the last four digits of their phone, or more.
                </Trans>
              ) : (
                <Trans>Leads come in by your sources, by hand, or from a file.</Trans>
              )}
            </Empty>
          }
        />
        <BulkBar selection={settledOn} />
      </Stack>
    </Page>
  )
}

function filtersOf({ state, owner, source, route, sort }: Address): Filters {
  const given = { state, owner, source, route, sort: owner ? sort : undefined }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value)) as Filters
}

function Widen({ onClick }: { onClick: () => void }) {
  return (
    <Button variant="default" onClick={onClick}>
      <Trans>Show all leads</Trans>
    </Button>
  )
}

function FirstSteps() {
  return (
    <>
      <Ways />
      <ShowSamples />
    </>
  )
}

const Ways = memo(function Ways() {
  const { t } = useLingui()
  const [undoing, { open, close }] = useDisclosure(false)
  return (
    <>
      {undoing && <BulkActs onClose={close} />}
      <ActionIcon size={36} variant="default" aria-label={t`Changes in bulk`} title={t`Changes in bulk`} onClick={open}>
        <IconArrowBackUp size={18} aria-hidden />
      </ActionIcon>
      <Button
        variant="default"
        leftSection={<IconFileImport size={16} aria-hidden />}
        renderRoot={(props) => <Link to="/leads/import" {...props} />}
      >
        <Trans>Import</Trans>
      </Button>
      <Button
        leftSection={<IconPlus size={16} aria-hidden />}
        renderRoot={(props) => <Link to="/leads/new" {...props} />}
      >
        <Trans>New lead</Trans>
      </Button>
    </>
  )
})
