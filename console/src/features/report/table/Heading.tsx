import { Group, Table, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconSelector } from '@/ui/icons'
import classes from './Rows.module.css'
import type { Order } from './sorting'

interface Props {
  by: Order['by']
  label: string
  order: Order
  onOrder: (by: Order['by']) => void
}

/** A column's heading: chosen, it sorts the rows by itself; chosen again, the other way round. */
export function Heading({ by, label, order, onOrder }: Props) {
  const active = order.by === by
  const Sign = !active ? IconSelector : order.down ? IconChevronDown : IconChevronUp
  const named = by === 'name'
  return (
    <Table.Th
      scope="col"
      aria-sort={active ? (order.down ? 'descending' : 'ascending') : 'none'}
      className={named ? (classes.who ?? '') : ''}
    >
      <UnstyledButton onClick={() => onOrder(by)} className={classes.heading ?? ''}>
        <Group gap={2} wrap="nowrap" justify={named ? 'start' : 'end'} align="center">
          <span>{label}</span>
          <Sign size={14} style={{ flex: 'none', opacity: active ? 1 : 0.5 }} aria-hidden />
        </Group>
      </UnstyledButton>
    </Table.Th>
  )
}
