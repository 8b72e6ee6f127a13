import { Dashboard } from '@/features/dashboard/Dashboard'
import { Offers } from '@/features/offers/Offers'
import { Setup } from '@/features/setup/Setup'
import { useRole } from '@/api/useRole'
import { Samples } from '@/ui/samples/Samples'

/** The dashboard, with what is the caller's own on top: their offers, and for the Rainmaker what is left to set up. */
export function TeamHome() {
  const role = useRole()
  return (
    <Dashboard>
      <Offers slim />
      {role === 'rainmaker' && <Setup />}
      {role === 'rainmaker' && <Samples />}
    </Dashboard>
  )
}
