import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor } from '@mantine/core'
import { IconAlertTriangle } from '@/ui/icons'
import { Link, useParams } from '@tanstack/react-router'
import { NewerAlert } from '@/ui/feedback/NewerRelease'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { useSourceTroubles } from '@/ui/words/useSourceTroubles'
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
  const troubles = useSourceTroubles()
  const connected = source.kind !== 'manual' || source.newer_fields !== undefined
  const newer = source.newer_fields !== undefined
  const active = source.status === 'active' && !newer
  return (
    <Page
      title={source.title}
      about={newer ? null : i18n._(KIND_WORDS[source.kind])}
      narrow
      actions={
        <Anchor renderRoot={(props) => <Link to="/sources" {...props} />}>
          <Trans>All sources</Trans>
        </Anchor>
      }
    >
      {newer && (
        <NewerAlert>
          <Trans>
            What it delivers is kept, and becomes leads as soon as that release is back. Until then nobody can change
            it.
          </Trans>
        </NewerAlert>
      )}
      {source.status === 'archived' && (
        <Alert color="gray" variant="light">
          <Trans>Archived: this source takes no leads any more. Its leads stay.</Trans>
        </Alert>
      )}
      {troubles(source).map((said) => (
        <Alert key={said} color="orange" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {said}
        </Alert>
      ))}
      {active && <Connect source={source} />}
      {active && source.kind === 'form' && <SiteForm source={source} />}
      {source.may.includes('send_test') && <TestLead source={source} />}
      {connected && <Deliveries source={source} />}
      {HAS_FIELDS.includes(source.kind) && !newer && <FieldsLink source={source} />}
      {source.may.includes('edit') && <EditSource source={source} />}
      {source.may.some((verb) => verb === 'renew_secret' || verb === 'revoke_former_secret') && (
        <Secret source={source} />
      )}
      {source.may.includes('edit') && <Archive source={source} />}
    </Page>
  )
}
