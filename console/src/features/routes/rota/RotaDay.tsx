import { useLingui } from '@lingui/react/macro'
import { Button, Group, Paper, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconPlus, IconRepeat } from '@/ui/icons'
import { dateWords } from '@/lib/dates'
import { useDirectory } from '@/ui/words/useDirectory'
import type { Time } from './rota'

interface Props {
  day: string
  today: boolean
  times: Time[]
  onAdd: (() => void) | undefined
  onEdit: ((time: Time) => void) | undefined
}

/** One day of a week of shifts. */
export function RotaDay({ day, today, times, onAdd, onEdit }: Props) {
  const { t, i18n } = useLingui()
  const name = dateWords(i18n.locale, day, { weekday: 'short', day: 'numeric', month: 'short' })
  const full = dateWords(i18n.locale, day, { weekday: 'long', day: 'numeric', month: 'long' })
  return (
    <Stack gap="xs" component="li" miw={0} aria-label={full}>
      <Group justify="space-between" gap={4} wrap="nowrap" mih={36}>
        <Text size="sm" fw={today ? 700 : 500} {...(today ? { 'aria-current': 'date' as const } : { c: 'dimmed' })}>
          {name}
        </Text>
        {onAdd && (
          <Button variant="subtle" size="compact-sm" px={6} aria-label={t`New shift on ${full}`} onClick={onAdd}>
            <IconPlus size={16} aria-hidden />
          </Button>
        )}
      </Group>
      {times.map((time) => (
        <OneTime key={`${time.from} ${time.to} ${time.shift.shift_id ?? ''}`} time={time} onEdit={onEdit} />
      ))}
    </Stack>
  )
}

function OneTime({ time, onEdit }: { time: Time; onEdit: Props['onEdit'] }) {
  const { t, i18n } = useLingui()
  const names = useDirectory()
  const { shift, from, to } = time
  const ends =
    to.slice(0, 10) === from.slice(0, 10) ? '' : dateWords(i18n.locale, to.slice(0, 10), { weekday: 'short' })
  const hours = `${from.slice(11)}–${ends ? `${ends} ` : ''}${to.slice(11)}`
  const people = shift.agent_ids.map(names.member).join(', ')
  const facts = (
    <>
      <Group gap={4} wrap="nowrap">
        <Text size="sm" fw={600} className="tabular">
          {hours}
        </Text>
        {shift.repeat && <IconRepeat size={14} role="img" aria-label={t`Every week`} style={{ flexShrink: 0 }} />}
      </Group>
      {shift.title && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {shift.title}
        </Text>
      )}
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {people}
      </Text>
    </>
  )
  if (!onEdit) {
    return (
      <Paper withBorder px="xs" py={6}>
        {facts}
      </Paper>
    )
  }
  return (
    <Paper
      withBorder
      px="xs"
      py={6}
      renderRoot={(props) => (
        <UnstyledButton {...props} aria-label={t`Edit the shift ${hours}: ${people}`} onClick={() => onEdit(time)} />
      )}
    >
      {facts}
    </Paper>
  )
}
