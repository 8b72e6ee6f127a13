import { Trans, useLingui } from '@lingui/react/macro'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'

/** In place of a screen that is not for one's role. */
export function Barred() {
  const { t } = useLingui()
  return (
    <Empty
      title={t`Your role has no access to this screen`}
      action={
        <GoTo to="/">
          <Trans>Go to the start</Trans>
        </GoTo>
      }
    >
      <Trans>Ask your Rainmaker for access. “Roles and permissions” lists what each role may do.</Trans>
    </Empty>
  )
}
