import { Trans, useLingui } from '@lingui/react/macro'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'
import { Page } from '@/ui/layout/Page'

/** The page for an unknown URL. */
export function NotFound() {
  const { t } = useLingui()
  return (
    <Page title={t`There is nothing at this address`} narrow>
      <Empty
        title={t`The link may be old, or have lost a part on its way.`}
        action={
          <GoTo to="/">
            <Trans>Go to the start</Trans>
          </GoTo>
        }
      />
    </Page>
  )
}
