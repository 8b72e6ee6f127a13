import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconSparkles } from '@/ui/icons'
import { useMakeSamples, useSamples } from './useSamples'

/** The button that asks for sample data; nothing where there is some, and for whoever is no Rainmaker. */
export function ShowSamples() {
  const samples = useSamples()
  const make = useMakeSamples()
  if (samples?.length !== 0) return null
  return (
    <Button
      variant="default"
      leftSection={<IconSparkles size={16} aria-hidden />}
      loading={make.isPending}
      style={{ alignSelf: 'start' }}
      onClick={() => make.mutate()}
    >
      <Trans>Show me with sample data</Trans>
    </Button>
  )
}
