import { SimpleGrid } from '@mantine/core'
import { WaitingLeads } from '@/features/leads/WaitingLeads'
import { OwnShifts } from '@/features/shifts/OwnShifts'
import { DueTasks } from '@/features/tasks/DueTasks'

/** What an agent's day holds besides offers. */
export function RestOfDay() {
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
      <WaitingLeads />
      <DueTasks />
      <OwnShifts />
    </SimpleGrid>
  )
}
