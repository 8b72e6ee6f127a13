import { useLingui } from '@lingui/react/macro'
import { ActionIcon, Indicator } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useUnread } from './useNotices'

const MOST = 99

/** The way to the notification centre, with how many notices are new. */
export function Bell() {
  const { t } = useLingui()
  const unread = useUnread()
  const label = unread > 0 ? t`Notifications, ${unread} new` : t`Notifications`
  return (
    <Indicator label={unread > MOST ? `${MOST}+` : unread} disabled={unread === 0} size={18} color="red.8" offset={6}>
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={label}
        renderRoot={(props) => <Link to="/notifications" {...props} />}
      >
        <svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden>
          <path d="M6 9a6 6 0 0 1 12 0c0 6 2 7 2 7H4s2-1 2-7m4 11a2 2 0 0 0 4 0" strokeLinecap="round" />
        </svg>
      </ActionIcon>
    </Indicator>
  )
}
