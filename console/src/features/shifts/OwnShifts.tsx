import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { ownShiftsQuery } from '@/api/queries/routes'
import { when } from '@/lib/locale'
import { useNow } from '@/lib/useNow'
import { wallOf } from '@/lib/zone'
import { Section } from '@/ui/layout/Page'
import { useDirectory } from '@/ui/words/useDirectory'

const MINUTE = 60_000
const MOST = 5

/** My next shifts, the one that is on now first; nothing where there are none. */
export function OwnShifts() {
  const { t } = useLingui()
  const { api, clock } = useConsole()
  const me = useMe().data
  const now = useNow(() => clock.now(), MINUTE)
  const shifts = useQuery(ownShiftsQuery(api))
  const coming = shifts.data?.items.filter((shift) => Date.parse(shift.to) > now).slice(0, MOST) ?? []
  if (!me || coming.length === 0) return null
  return (
    <Section title={t`Your shifts`}>
      <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {coming.map((shift) => (
          <OneShift
            key={`${shift.shift_id} ${shift.from}`}
            shift={shift}
            zone={me.team.time_zone}
            me={me.agent_id}
            on={Date.parse(shift.from) <= now}
          />
        ))}
      </Stack>
    </Section>
  )
}

interface Props {
  shift: Shapes['OwnShift']
  zone: string
  me: string
  on: boolean
}

function OneShift({ shift, zone, me, on }: Props) {
  const names = useDirectory()
  const { from, to, title, route } = shift
  const sameDay = wallOf(from, zone).slice(0, 10) === wallOf(to, zone).slice(0, 10)
  const others = shift.agent_ids
    .filter((id) => id !== me)
    .map(names.member)
    .join(', ')
  return (
    <li>
      <Group gap="xs">
        <Text fw={600} className="tabular">
          {when(from, zone)}–{when(to, zone, sameDay ? 'time' : 'full')}
        </Text>
        {on && (
          <Badge variant="light" tt="none">
            <Trans>Now</Trans>
          </Badge>
        )}
      </Group>
      <Text size="sm">{[title, route].filter(Boolean).join(' · ')}</Text>
      {others && (
        <Text size="sm" c="dimmed">
          <Trans>With {others}</Trans>
        </Text>
      )}
    </li>
  )
}
