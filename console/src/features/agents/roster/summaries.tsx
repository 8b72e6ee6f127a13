import { Trans, useLingui } from '@lingui/react/macro'
import { List, Stack, Text } from '@mantine/core'
import { useMe } from '@/api/context'
import { when } from '@/lib/locale'
import { DAYS } from '@/lib/dates'
import { dayName } from '@/ui/words/Hours'
import { useDirectory } from '@/ui/words/useDirectory'
import { LIMIT_WORDS, LIMITS } from '../limitLabels'
import { unexpired } from '../pauses/pauses'
import { type Member, useStandings } from '../useAgents'

/** When a member works, in short. */
export function HoursShort({ member }: { member: Member }) {
  const { i18n } = useLingui()
  if (member.hours.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Always</Trans>
      </Text>
    )
  }
  return (
    <List size="sm" listStyleType="none" spacing={2}>
      {member.hours.map((window) => (
        <List.Item key={`${window.days.join()}${window.from}${window.to}`}>
          {daysShort(window.days, (day) => dayName(i18n.locale, day))}{' '}
          <span className="tabular">
            {window.from}–{window.to}
          </span>
        </List.Item>
      ))}
    </List>
  )
}

/** Return weekdays in short; consecutive ones as a range. */
export function daysShort(days: string[], name: (day: string) => string): string {
  const places = days.map((day) => DAYS.indexOf(day as (typeof DAYS)[number])).sort((a, b) => a - b)
  const [first, last] = [places[0] ?? 0, places.at(-1) ?? 0]
  const inRow = places.length > 2 && last - first === places.length - 1
  const shown = places.map((place) => name(DAYS[place] as string))
  return inRow ? `${shown[0]}–${shown.at(-1)}` : shown.join(', ')
}

/** A member's limits in short; of the open leads also how many there are. */
export function LimitsShort({ member }: { member: Member }) {
  const { i18n } = useLingui()
  const standing = useStandings().get(member.agent_id)
  const set = LIMITS.filter((name) => typeof member.limits[name] === 'number')
  if (set.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>None</Trans>
      </Text>
    )
  }
  return (
    <List size="sm" listStyleType="none" spacing={2}>
      {set.map((name) => (
        <List.Item key={name}>
          {i18n._(LIMIT_WORDS[name])}:{' '}
          <span className="tabular">
            {name === 'open' && standing ? `${standing.open_leads} / ${member.limits.open}` : member.limits[name]}
          </span>
        </List.Item>
      ))}
    </List>
  )
}

/** A member's pauses in short: whose, where, and from when until when. */
export function PausesShort({ member }: { member: Member }) {
  const { t } = useLingui()
  const directory = useDirectory()
  const { data: me } = useMe()
  const pauses = unexpired([...member.pauses, ...(member.absences ?? [])], Date.now())
  if (!me || pauses.length === 0) return null
  return (
    <Stack gap={2} mt={4}>
      {pauses.map((pause) => {
        const side = pause.side === 'team' ? t`Team's pause` : t`Own pause`
        const place = pause.route_id ? ` · ${directory.route(pause.route_id)}` : ''
        const from = when(pause.from ?? pause.at, me.team.time_zone, 'day')
        const until = pause.until ? when(pause.until, me.team.time_zone, 'day') : t`until resumed`
        return (
          <Text key={`${pause.side} ${pause.route_id ?? ''} ${pause.from ?? ''}`} size="xs" c="dimmed">
            {side}
            {place} · {from} – {until}
          </Text>
        )
      })}
    </Stack>
  )
}
