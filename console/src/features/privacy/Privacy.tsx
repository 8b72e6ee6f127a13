import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useConsole } from '@/api/context'
import { settingsQuery } from '@/api/queries/settings'
import { useSearchParams } from '@/lib/useSearchParams'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { ErasureProgress } from './ErasureProgress'
import { Inactive } from './Inactive'
import { Person } from './Person'

/** People's data: export and erasure of one person, and how long data is kept; for the Rainmaker. */
export function Privacy() {
  const { t } = useLingui()
  const { api } = useConsole()
  const settings = useQuery(settingsQuery(api))
  // In the address, so that a reload goes on showing how far it is.
  const [{ erasure }, setSearch] = useSearchParams<{ erasure?: string }>()
  return (
    <Page
      title={t`Privacy`}
      about={<Trans>What is stored about people, and for how long.</Trans>}
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/objections" {...props} />}>
          <Trans>Objections</Trans>
        </Button>
      }
      narrow
    >
      {erasure ? (
        <ErasureProgress erasureId={erasure} onAnew={() => setSearch({ erasure: '' })} />
      ) : (
        <Person onBegun={(erasureId) => setSearch({ erasure: erasureId })} />
      )}
      <Loaded query={settings} height={400}>
        {(kept) => <Inactive kept={kept} />}
      </Loaded>
    </Page>
  )
}
