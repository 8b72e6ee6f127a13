import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Empty } from '@/ui/layout/Empty'

/** In place of a screen whose code did not arrive, or broke. */
export function ScreenError() {
  const { t } = useLingui()
  return (
    <div role="alert">
      <Empty
        title={t`This screen could not be shown`}
        action={
          <Button onClick={() => location.reload()}>
            <Trans>Reload</Trans>
          </Button>
        }
      >
        <Trans>Check your connection and reload the page: there may also be a new version.</Trans>
      </Empty>
    </div>
  )
}
