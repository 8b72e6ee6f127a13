import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Select, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { Empty } from '@/ui/Empty'
import { LeadTable } from './LeadTable'
import { type Filters, useLeads } from './useLeads'

/** All leads, by state. */
export function Leads() {
  const { t } = useLingui()
  const [state, setState] = useState<Filters['state'] | null>(null)
  const leads = useLeads(state ? { state } : {})
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          <Trans>Leads</Trans>
        </Title>
        <Select
          aria-label={t`State`}
          placeholder={t`All states`}
          clearable
          value={state ?? null}
          onChange={(chosen) => setState(chosen as Filters['state'] | null)}
          data={[
            { value: 'unrouted', label: t`Being routed` },
            { value: 'offered', label: t`Offered` },
            { value: 'owned', label: t`Owned` },
            { value: 'pooled', label: t`Pooled` },
            { value: 'closed', label: t`Closed` },
          ]}
        />
      </Group>
      <LeadTable
        leads={leads}
        empty={
          <Empty title={t`No leads here`}>
            <Trans>Leads come in by your sources, by hand, or from a file.</Trans>
          </Empty>
        }
      />
    </Stack>
  )
}
