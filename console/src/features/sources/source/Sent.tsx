import { Trans } from '@lingui/react/macro'
import { Box, Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useConsole } from '@/api/context'
import { rawDeliveryQuery } from '@/api/queries/sources'
import { Loaded } from '@/ui/layout/Loaded'
import { RawDelivery } from '@/ui/leads/RawDelivery'

interface Props {
  sourceId: string
  deliveryId: string
  /** What else can be done with the delivery. */
  children?: ReactNode
}

/** What was sent in one delivery, once somebody asks for it. */
export function Sent({ sourceId, deliveryId, children }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <Box>
      <Group gap="xs" ml={-8}>
        <Button size="compact-sm" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <Trans>Hide what was sent</Trans> : <Trans>Show what was sent</Trans>}
        </Button>
        {children}
      </Group>
      {open && <Asked sourceId={sourceId} deliveryId={deliveryId} />}
    </Box>
  )
}

function Asked({ sourceId, deliveryId }: { sourceId: string; deliveryId: string }) {
  const { api } = useConsole()
  const raw = useQuery(rawDeliveryQuery(api, sourceId, deliveryId))
  return (
    <Loaded query={raw} height={80}>
      {(delivery) => <RawDelivery delivery={delivery} />}
    </Loaded>
  )
}
