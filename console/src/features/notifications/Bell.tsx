import { useLingui } from '@lingui/react/macro'
import { ActionIcon, Indicator } from '@mantine/core'
import { IconBell } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { useUnread } from './useNotifications'

const MOST = 99

/** The link to the notifications, with the number of new ones. */
export function Bell() {
  const { t } = useLingui()
  const unread = useUnread()
  const label = unread > 0 ? t`Notifications, ${unread} new` : t`Notifications`
  return (
    <Indicator label={unread > MOST ? `${MOST}+` : unread} disabled={unread === 0} size={18} color="red.9" offset={6}>
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={label}
        renderRoot={(props) => <Link to="/notifications" {...props} />}
      >
        <IconBell size={22} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Indicator>
  )
}
