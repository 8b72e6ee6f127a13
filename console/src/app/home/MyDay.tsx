import { useLingui } from '@lingui/react/macro'
import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { loadAllMessages } from '@/lib/locale'
import { Page } from '@/ui/layout/Page'

const Offers = lazy(async () => ({ default: (await import('@/features/offers/Offers')).Offers }))
// Offers do not wait for the rest of the day, which needs the catalogues of all screens.
const RestOfDay = lazy(async () => {
  const [{ RestOfDay: part }] = await Promise.all([import('./RestOfDay'), loadAllMessages()])
  return { default: part }
})

/** An agent's day: what is to be claimed, who waits for an answer, and what is to be done. */
export function MyDay() {
  const { t } = useLingui()
  return (
    <Page title={t`My day`}>
      <Suspense fallback={<Skeleton h={300} aria-busy />}>
        <Offers />
      </Suspense>
      <Suspense fallback={<Skeleton h={220} aria-busy />}>
        <RestOfDay />
      </Suspense>
    </Page>
  )
}
