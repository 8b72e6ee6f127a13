import { useLingui } from '@lingui/react/macro'
import { Skeleton } from '@mantine/core'
import { Navigate } from '@tanstack/react-router'
import type { Me } from '@/api/context'
import { useRole } from '@/api/useRole'
import { Page } from '@/ui/layout/Page'
import { MyDay } from './MyDay'

/** Return whether the start of a role is the dashboard. */
export const leadsToDashboard = (role: Me['role'] | undefined) => role !== undefined && role !== 'agent'

/** Where the console opens: the dashboard for whoever supervises, my day for an agent. Both begin with my own offers. */
export function Home() {
  const { t } = useLingui()
  const role = useRole()
  if (role === 'agent') return <MyDay />
  if (leadsToDashboard(role)) return <Navigate to="/dashboard" replace />
  return (
    <Page title={t`Start`}>
      <Skeleton h={260} aria-busy aria-label={t`Loading`} role="status" />
    </Page>
  )
}
