import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useRemoveSamples } from './useSamples'

/** The button that removes all sample data, at once: it can be asked for again. */
export function RemoveSamples({ onDone }: { onDone?: () => void }) {
  const remove = useRemoveSamples(onDone)
  return (
    <Button variant="default" size="compact-sm" loading={remove.isPending} onClick={() => remove.mutate()}>
      <Trans>Remove the sample data</Trans>
    </Button>
  )
}
