import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Chip, CloseButton, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { DAYS } from '@/lib/dates'
import { dayName } from '@/ui/words/Hours'

type Span = Shapes['Window']

interface Props {
  label: string
  windows: Span[]
  zone: string
  onChange: (windows: Span[]) => void
  /** What no window at all means here. */
  none: string
  disabled?: boolean
}

const OFFICE: Span = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }

/** Edits weekly windows in the team's time zone; a window past midnight belongs to the day it begins. */
export function WindowsField({ label, windows, zone, onChange, none, disabled = false }: Props) {
  const { t } = useLingui()
  const put = (place: number, window: Span) => onChange(windows.map((one, at) => (at === place ? window : one)))
  return (
    <Fieldset legend={label} disabled={disabled}>
      <Stack gap="sm">
        {windows.length === 0 && <Text size="sm">{none}</Text>}
        {windows.map((window, place) => (
          <OneWindow
            // Windows have no ids, so their index is the key.
            key={place}
            number={place + 1}
            window={window}
            onChange={(changed) => put(place, changed)}
            onRemove={() => onChange(windows.filter((_, at) => at !== place))}
          />
        ))}
        <Group justify="space-between">
          <Button variant="light" size="compact-sm" onClick={() => onChange([...windows, OFFICE])}>
            <Trans>Add a window</Trans>
          </Button>
          <Text size="xs" c="dimmed">
            {t`Time zone: ${zone}`}
          </Text>
        </Group>
      </Stack>
    </Fieldset>
  )
}

interface OneProps {
  number: number
  window: Span
  onChange: (window: Span) => void
  onRemove: () => void
}

function OneWindow({ number, window, onChange, onRemove }: OneProps) {
  const { t, i18n } = useLingui()
  const allDay = window.from === '00:00' && window.to === '24:00'
  const overnight = !allDay && window.to !== '24:00' && window.to <= window.from
  return (
    <Group gap="sm" role="group" aria-label={t`Window ${number}`} align="center">
      <Chip.Group multiple value={window.days} onChange={(days) => onChange({ ...window, days: inOrder(days) })}>
        <Group gap={4}>
          {DAYS.map((day) => (
            <Chip key={day} value={day} size="xs" aria-label={dayName(i18n.locale, day, 'long')}>
              {dayName(i18n.locale, day)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Checkbox
        label={t`All day`}
        checked={allDay}
        onChange={(event) =>
          onChange({ ...window, ...(event.currentTarget.checked ? { from: '00:00', to: '24:00' } : OFFICE_HOURS) })
        }
      />
      {!allDay && (
        <Group gap="xs">
          <TextInput
            type="time"
            aria-label={t`From`}
            value={window.from}
            onChange={(event) => onChange({ ...window, from: event.currentTarget.value || window.from })}
          />
          <span aria-hidden>–</span>
          <TextInput
            type="time"
            aria-label={t`To`}
            value={window.to === '24:00' ? '00:00' : window.to}
            onChange={(event) => onChange({ ...window, to: ending(event.currentTarget.value, window.to) })}
          />
        </Group>
      )}
      {overnight && (
        <Text size="xs" c="dimmed">
          <Trans>until the next day</Trans>
        </Text>
      )}
      <CloseButton aria-label={t`Remove window ${number}`} onClick={onRemove} />
    </Group>
  )
}

const OFFICE_HOURS = { from: OFFICE.from, to: OFFICE.to }

/** Midnight at the end of a window is 24:00, as the API calls it. */
function ending(chosen: string, before: string): string {
  if (!chosen) return before
  return chosen === '00:00' ? '24:00' : chosen
}

function inOrder(days: string[]): Span['days'] {
  return DAYS.filter((day) => days.includes(day))
}
