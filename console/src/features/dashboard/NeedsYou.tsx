import { useLingui } from '@lingui/react/macro'
import { Group, Paper, SimpleGrid, Text, ThemeIcon } from '@mantine/core'
import {
  IconBeach,
  IconCalendarOff,
  IconChecklist,
  IconHourglass,
  IconInbox,
  IconMessageCircle,
  IconUserQuestion,
  type Icon,
} from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { counted } from '@/lib/counted'
import { amount, inHours } from '@/lib/locale'
import { type Gap, gapHours } from './gaps'
import type { Board } from './useDashboard'

/** The parts of the screen that tiles lead to. */
export const PARTS = { offers: 'waiting-offers' } as const

const MOST_TASKS = 100 // up to which the API counts them

interface Tile {
  label: string
  value: string
  /** Whether somebody is needed for it. */
  pressing: boolean
  colour: string
  icon: Icon
  to: '/dashboard' | '/conversations' | '/pool' | '/coverage' | '/tasks'
  hash?: string
  search?: { which: 'waiting' | 'alone' | 'away' } | { state: 'overdue'; assignee: 'team' }
}

/** Who needs a supervisor now, in a few figures, each the way to them. */
export function NeedsYou({ board, gaps }: { board: Board; gaps: Gap[] | undefined }) {
  const { t } = useLingui()
  const away = board.away.reduce((sum, one) => sum + one.open_leads, 0)
  const hours = gaps && gapHours(gaps)
  const tiles: Tile[] = [
    {
      label: t`Wait for an answer`,
      value: counted(board.waiting.count),
      pressing: board.waiting.count > 0,
      colour: 'orange',
      icon: IconMessageCircle,
      to: '/conversations',
      search: { which: 'waiting' },
    },
    {
      label: t`Owner has done nothing yet`,
      value: amount(board.unactioned),
      pressing: board.unactioned > 0,
      colour: 'orange',
      icon: IconUserQuestion,
      to: '/conversations',
      search: { which: 'alone' },
    },
    {
      label: t`Of owners who are away`,
      value: amount(away),
      pressing: away > 0,
      colour: 'red',
      icon: IconBeach,
      to: '/conversations',
      search: { which: 'away' },
    },
    {
      label: t`Overdue tasks`,
      value: counted(board.overdue_tasks, MOST_TASKS),
      pressing: board.overdue_tasks > 0,
      colour: 'orange',
      icon: IconChecklist,
      to: '/tasks',
      search: { state: 'overdue', assignee: 'team' },
    },
    {
      label: t`Waiting to be claimed`,
      value: counted(board.offers.count),
      pressing: board.offers.count > 0,
      colour: 'yellow',
      icon: IconHourglass,
      to: '/dashboard',
      hash: PARTS.offers,
    },
    {
      label: t`Unassigned`,
      value: counted(board.pool.count),
      pressing: board.pool.count > 0,
      colour: 'red',
      icon: IconInbox,
      to: '/pool',
    },
    {
      label: t`Without a route, next 7 days`,
      value: hours === undefined ? '–' : inHours(hours),
      pressing: Boolean(hours),
      colour: 'grape',
      icon: IconCalendarOff,
      to: '/coverage',
    },
  ]
  return (
    <SimpleGrid component="nav" aria-label={t`Who needs you now`} cols={{ base: 2, sm: 4, lg: 7 }} spacing="sm">
      {tiles.map((tile) => (
        <OneTile key={tile.label} {...tile} />
      ))}
    </SimpleGrid>
  )
}

function OneTile({ label, value, pressing, colour, icon: Sign, to, hash, search }: Tile) {
  return (
    <Paper
      withBorder
      p="sm"
      className="tile"
      renderRoot={(props) => <Link to={to} {...(hash ? { hash } : {})} {...(search ? { search } : {})} {...props} />}
    >
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text fw={700} fz={26} lh={1.2} className="tabular figure" {...(pressing ? {} : { c: 'dimmed' })}>
          {value}
        </Text>
        <ThemeIcon variant="light" color={pressing ? colour : 'gray'} size="md">
          <Sign size={18} stroke={1.6} aria-hidden />
        </ThemeIcon>
      </Group>
      <Text size="sm" c="dimmed" lh={1.3} mt={4}>
        {label}
      </Text>
    </Paper>
  )
}
