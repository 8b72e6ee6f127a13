import { wallOf } from '@/lib/zone'

const FEW = 3

/**
 * Return of open tasks, the soonest due first, those that the day is about: what is overdue or due today by the
 * team's clocks, and the next ones as far as these are few.
 */
export function tasksOfDay<T extends { due_at: string }>(open: readonly T[], now: number, zone: string): T[] {
  const today = wallOf(now, zone).slice(0, 10)
  const due = open.filter((task) => wallOf(task.due_at, zone).slice(0, 10) <= today)
  return open.slice(0, Math.max(due.length, FEW))
}
