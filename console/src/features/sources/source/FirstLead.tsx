import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor, Loader, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { type Source, useDeliveries } from '../useSources'
import { type Arrived, arrivedOf } from './arrived'

/** Says, live, what has come from a new source, until its first lead has; nothing of a source that had leads before. */
export function FirstLead({ source }: { source: Source }) {
  const { data } = useDeliveries(source.source_id)
  const [waited, setWaited] = useState(false)
  if (source.kind === 'manual' || !data) return null
  const arrived = arrivedOf(data.items)
  const waits = arrived.so !== 'lead'
  if (waits && !waited) setWaited(true)
  return waits || waited ? <Shown arrived={arrived} /> : null
}

function Shown({ arrived }: { arrived: Arrived }) {
  const { t } = useLingui()
  switch (arrived.so) {
    case 'lead':
      return (
        <Status color="green" icon={<IconCheck aria-hidden />} title={t`The first lead has arrived`}>
          <Trans>This source is connected.</Trans>{' '}
          <Anchor
            size="sm"
            underline="always"
            renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId: arrived.leadId }} {...props} />}
          >
            <Trans>Open the lead</Trans>
          </Anchor>
        </Status>
      )
    case 'tested':
      return (
        <Status color="relevo" icon={<Loader size={18} />} title={t`A test has arrived: the connection works`}>
          <Trans>Waiting for your first lead…</Trans>
        </Status>
      )
    case 'unreadable':
      return (
        <Status color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t`Something arrived, but no lead`}>
          <Trans>“Last deliveries” says what was wrong. Fix it, and send it again.</Trans>
        </Status>
      )
    case 'pending':
      return (
        <Status color="relevo" icon={<Loader size={18} />} title={t`Something has arrived`}>
          <Trans>It is being read.</Trans>
        </Status>
      )
    case 'nothing':
      return (
        <Status color="relevo" icon={<Loader size={18} />} title={t`Waiting for your first lead…`}>
          <Trans>Leave this page open: it shows here within seconds when something comes.</Trans>
        </Status>
      )
  }
}

function Status(props: { color: string; icon: ReactNode; title: string; children: ReactNode }) {
  const { color, icon, title, children } = props
  return (
    <Alert
      color={color}
      variant="light"
      role="status"
      icon={icon}
      title={title}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      <Text size="sm" component="div">
        {children}
      </Text>
    </Alert>
  )
}
