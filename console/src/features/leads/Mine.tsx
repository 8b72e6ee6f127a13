import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconPlus } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { Page } from '@/ui/layout/Page'
import { LeadList } from './LeadList'
import { useLeads } from './useLeads'

/** The leads I own, whoever waits for an answer first. */
export function Mine() {
  const { t } = useLingui()
  const leads = useLeads({ owner: 'me', sort: 'waiting' })
  return (
    <Page
      title={t`Mine`}
      about={<Trans>Your open leads, those who wait for an answer first.</Trans>}
      actions={
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/leads/new" {...props} />}
        >
          <Trans>New lead</Trans>
        </Button>
      }
    >
      <LeadList
        leads={leads}
        label={t`Mine`}
        shown="mine"
        empty={
          <Empty
            title={t`You own no open leads`}
            action={
              <GoTo to="/">
                <Trans>See what is to be claimed</Trans>
              </GoTo>
            }
          >
            <Trans>Leads that you claim appear here.</Trans>
          </Empty>
        }
      />
    </Page>
  )
}
