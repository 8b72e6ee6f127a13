import { Trans, useLingui } from '@lingui/react/macro'
import { Stack, Title } from '@mantine/core'
import { Empty } from '@/ui/Empty'
import { LeadTable } from './LeadTable'
import { useLeads } from './useLeads'

/** The leads I own. */
export function Mine() {
  const { t } = useLingui()
  const leads = useLeads({ owner: 'me' })
  return (
    <Stack>
      <Title order={1} size="h2">
        <Trans>Mine</Trans>
      </Title>
      <LeadTable
        leads={leads}
        empty={
          <Empty title={t`You own no open leads`}>
            <Trans>What you claim comes here.</Trans>
          </Empty>
        }
      />
    </Stack>
  )
}
