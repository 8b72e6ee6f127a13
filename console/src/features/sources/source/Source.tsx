import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { Archive } from './Archive'
import { Connect } from './Connect'
import { Deliveries } from './Deliveries'
import { EditSource } from './EditSource'
import { FieldsLink } from './FieldsLink'
import { SiteForm } from '../form/SiteForm'
import { HAS_FIELDS, KIND_WORDS } from '../kinds'
import { Secret } from './Secret'
import { TestLead } from './TestLead'
import { type Source as Shown, useSource } from '../useSources'

/** One source: how it is connected, what it delivered, and what can be done with it. */
export function Source() {
  const { sourceId = '' } = useParams({ strict: false })
  const source = useSource(sourceId)
  return <Loaded query={source}>{(known) => <Known source={known} />}</Loaded>
}

function Known({ source }: { source: Shown }) {
  const { i18n } = useLingui()
  const connected = source.kind !== 'manual'
  const active = source.status === 'active'
  return (
    <Page
      title={source.title}
      about={i18n._(KIND_WORDS[source.kind])}
      narrow
      actions={
        <Anchor renderRoot={(props) => <Link to="/sources" {...props} />}>
          <Trans>All sources</Trans>
        </Anchor>
      }
    >
      {!active && (
        <Alert color="gray" variant="light">
          <Trans>Archived: this source takes no leads any more. Its leads stay.</Trans>
        </Alert>
      )}
      {active && <Connect source={source} />}
      {active && source.kind === 'form' && <SiteForm source={source} />}
      {source.may.includes('send_test') && <TestLead source={source} />}
      {connected && <Deliveries source={source} />}
      {HAS_FIELDS.includes(source.kind) && <FieldsLink source={source} />}
      {source.may.includes('edit') && <EditSource source={source} />}
      {source.may.some((verb) => verb === 'renew_secret' || verb === 'revoke_former_secret') && (
        <Secret source={source} />
      )}
      {source.may.includes('edit') && <Archive source={source} />}
    </Page>
  )
}
