import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Empty } from '@/ui/layout/Empty'
import { Page } from '@/ui/layout/Page'

/** The page for an unknown URL. */
export function NotFound() {
  const { t } = useLingui()
  return (
    <Page title={t`There is nothing at this address`} narrow>
      <Empty title={t`The link may be old, or have lost a part on its way.`}>
        <Anchor renderRoot={(props) => <Link to="/" {...props} />}>
          <Trans>Go to your offers</Trans>
        </Anchor>
      </Empty>
    </Page>
  )
}
