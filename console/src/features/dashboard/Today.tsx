import { useLingui } from '@lingui/react/macro'
import { SimpleGrid } from '@mantine/core'
import { amount } from '@/lib/locale'
import { Figure } from '@/ui/charts/Figure'
import { Section } from '@/ui/layout/Page'
import type { Board } from './useDashboard'

/** What the team has done today. */
export function Today({ today }: { today: Board['today'] }) {
  const { t } = useLingui()
  const figures: [string, number][] = [
    [t`Received`, today.received],
    [t`Claimed`, today.claimed],
    [t`Assigned`, today.assigned],
    [t`Passed`, today.passed],
    [t`Expired`, today.expired],
    [t`From the pool`, today.pool_claimed],
    [t`By hand`, today.hand_assigned],
    [t`Calls`, today.calls],
    [t`E-mails`, today.emails],
    [t`Messages`, today.messages + today.texts],
    [t`Appointments`, today.appointments],
    [t({ message: 'Won', context: 'how many' }), today.won],
  ]
  return (
    <Section title={t`Today`}>
      <SimpleGrid component="dl" m={0} cols={{ base: 2, xs: 3, sm: 4, lg: 6 }} spacing="lg" verticalSpacing="md">
        {figures.map(([label, value]) => (
          <Figure key={label} label={label} value={amount(value)} />
        ))}
      </SimpleGrid>
    </Section>
  )
}
