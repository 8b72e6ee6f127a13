import { Trans } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useConsole } from '@/api/context'
import { leadQuery } from '@/api/queries/leads'

/** Shows who owns a lead that has left the pool, where visible. */
export function GoneNote({ leadId }: { leadId: string }) {
  const { api } = useConsole()
  const lead = useQuery(leadQuery(api, leadId))
  const owner = lead.data?.owner_name
  return (
    <Text size="sm" fw={600} role="status">
      {owner && lead.data?.state === 'owned' ? (
        <Trans>{owner} has it now</Trans>
      ) : (
        <Trans>Not in the pool any more</Trans>
      )}
    </Text>
  )
}
