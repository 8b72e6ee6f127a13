import { useLingui } from '@lingui/react/macro'
import { Alert, Anchor, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@/ui/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useConsole, useMe } from '@/api/context'
import { sourcesQuery } from '@/api/queries/sources'
import { useSourceTroubles } from '@/ui/words/useSourceTroubles'

const MINUTES = 5 * 60_000

/** The sources that have fallen silent or are failing, for who can mend them; nothing while there is none. */
export function SourcesToLookAt() {
  const { t } = useLingui()
  const { api } = useConsole()
  const rainmaker = useMe().data?.role === 'rainmaker'
  const troubles = useSourceTroubles()
  const sources = useQuery({ ...sourcesQuery(api), enabled: rainmaker, staleTime: MINUTES })
  const found = (sources.data?.items ?? []).filter((one) => troubles(one).length > 0)
  if (found.length === 0) return null
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t`Sources to look at`}>
      <Stack gap={4}>
        {found.map((source) => (
          <Text key={source.source_id} size="sm">
            <Anchor
              inherit
              renderRoot={(props) => (
                <Link to="/sources/$sourceId" params={{ sourceId: source.source_id }} {...props} />
              )}
            >
              {source.title}
            </Anchor>{' '}
            · {troubles(source).join(' ')}
          </Text>
        ))}
      </Stack>
    </Alert>
  )
}
