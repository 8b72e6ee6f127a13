import { Trans, useLingui } from '@lingui/react/macro'
import { Button, CloseButton, Group, NumberInput, Paper, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { MemberSelect } from '@/ui/forms/selects'
import { SortableList } from '@/ui/lists/SortableList'
import { useDirectory } from '@/ui/words/useDirectory'
import { AddAgents } from './AddAgents'
import { isWeighted, type Seat } from '../editor/routeForm'
import { useRouteFormContext } from '../editor/RouteFormContext'
import { evened, withAgents, withoutAgent } from '../editor/shares'
import { sumOf } from '../editor/validation'
import { FieldError } from './FieldError'

/** The agents of the route: one where it assigns, else any number, in the order of their turns. */
export function AgentsField() {
  const form = useRouteFormContext()
  const { t } = useLingui()
  const put = (seats: Seat[]) => form.setFieldValue('seats', seats)
  if (form.values.rule === 'assign_to_agent' && form.values.seats.length <= 1)
    return (
      <MemberSelect
        invited
        label={t`Agent`}
        placeholder={t`Choose an agent`}
        value={form.values.seats[0]?.agent_id ?? null}
        onChange={(id) => put(id ? [{ agent_id: id, weight: 100 }] : [])}
        error={form.errors.agents}
        maw={360}
      />
    )
  return (
    <Stack gap="xs" role="group" aria-label={t`Agents`}>
      <Text size="sm" fw={600}>
        <Trans>Agents</Trans>
      </Text>
      {form.values.seats.length > 0 && (
        <Seats seats={form.values.seats} weighted={isWeighted(form.values.rule)} onChange={put} />
      )}
      {form.values.rule !== 'assign_to_agent' && (
        <AddAgents
          taken={form.values.seats.map((seat) => seat.agent_id)}
          onAdd={(ids) => put(withAgents(form.values.seats, ids))}
        />
      )}
      {isWeighted(form.values.rule) && form.values.seats.length > 0 && (
        <Sum sum={sumOf(form.values)} onEven={() => put(evened(form.values.seats))} />
      )}
      <FieldError>{form.errors.agents}</FieldError>
    </Stack>
  )
}

interface SeatsProps {
  seats: Seat[]
  weighted: boolean
  onChange: (seats: Seat[]) => void
}

function Seats({ seats, weighted, onChange }: SeatsProps) {
  const names = useDirectory()
  const inOrder = (ids: string[]) =>
    onChange(ids.map((id) => seats.find((seat) => seat.agent_id === id)).filter((seat): seat is Seat => Boolean(seat)))
  return (
    <SortableList
      items={seats}
      id={(seat) => seat.agent_id}
      name={(seat) => names.member(seat.agent_id)}
      onOrder={inOrder}
    >
      {(seat, handle) => (
        <SeatRow
          seat={seat}
          turn={seats.indexOf(seat) + 1}
          weighted={weighted}
          handle={handle}
          onWeight={(weight) => onChange(seats.map((one) => (one === seat ? { ...one, weight } : one)))}
          onRemove={() => onChange(withoutAgent(seats, seat.agent_id))}
        />
      )}
    </SortableList>
  )
}

interface RowProps {
  seat: Seat
  turn: number
  weighted: boolean
  handle: ReactNode
  onWeight: (weight: number) => void
  onRemove: () => void
}

function SeatRow({ seat, turn, weighted, handle, onWeight, onRemove }: RowProps) {
  const { t } = useLingui()
  const names = useDirectory()
  const active = names.data?.agents.some((one) => one.agent_id === seat.agent_id) ?? true
  const name = active ? names.member(seat.agent_id) : t`A member who is not active`
  return (
    <Paper withBorder px="xs" py={4} mb={4}>
      <Group gap="xs" wrap="nowrap">
        {handle}
        <Text className="tabular" c="dimmed" size="sm" w={20} ta="end">
          {turn}
        </Text>
        <Text flex={1} miw={0} truncate>
          {name}
        </Text>
        {weighted && (
          <NumberInput
            aria-label={t`Percentage of ${name}`}
            size="xs"
            w={84}
            min={0}
            max={100}
            allowDecimal={false}
            allowNegative={false}
            suffix=" %"
            value={seat.weight}
            onChange={(value) => onWeight(Number(value))}
          />
        )}
        <CloseButton aria-label={t`Take ${name} off the route`} onClick={onRemove} />
      </Group>
    </Paper>
  )
}

function Sum({ sum, onEven }: { sum: number; onEven: () => void }) {
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" className="tabular" fw={600} aria-live="polite">
        {sum === 100 ? <Trans>Together 100 %</Trans> : <Trans>Together {sum} %: it must be 100 %</Trans>}
      </Text>
      <Button variant="default" size="compact-sm" onClick={onEven}>
        <Trans>Share equally</Trans>
      </Button>
    </Group>
  )
}
