import { Trans, useLingui } from '@lingui/react/macro'
import { Empty } from '@/ui/layout/Empty'
import { GoTo } from '@/ui/layout/GoTo'

/** In place of a screen that is not for one's role. */
export function Barred() {
  const { t } = useLingui()
  return (
    <Empty
      title={t`This is not for your role`}
      action={
        <GoTo to="/">
          <Trans>Go to the start</Trans>
        </GoTo>
      }
    >
      <Trans>Ask your Rainmaker if you need it. What each role may do is told under “Roles and permissions”.</Trans>
    </Empty>
  )
}
