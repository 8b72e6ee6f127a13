import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { useMe } from '@/api/context'
import { when } from '@/lib/locale'
import { useDirectory } from '@/ui/words/useDirectory'
import type { Member } from '../useAgents'
import { unexpired } from './pauses'
import { usePausing } from './usePausing'

type Pause = Shapes['Pause']

/** A member's pauses, their own and the team's; the team's can be lifted here. */
export function Pauses({ member }: { member: Member }) {
  const { resume } = usePausing(member)
  const { data: me } = useMe()
  const pauses = unexpired(member.pauses, Date.now())
  if (!me || pauses.length === 0) return null
  return (
    <Stack gap="sm">
      {pauses.map((pause) => (
        <Group key={`${pause.side} ${pause.route_id ?? ''}`} justify="space-between" gap="xs">
          <PauseSaid pause={pause} zone={me.team.time_zone} />
          {pause.side === 'team' && member.may.includes('unpause') && (
            <Button size="xs" variant="light" loading={resume.isPending} onClick={() => resume.mutate(pause.route_id)}>
              {pause.route_id ? <Trans>Resume on this route</Trans> : <Trans>Resume everywhere</Trans>}
            </Button>
          )}
        </Group>
      ))}
    </Stack>
  )
}

/** A pause in words: whose it is, where, from when until when, and why. */
export function PauseSaid({ pause, zone }: { pause: Pause; zone: string }) {
  const { t } = useLingui()
  const directory = useDirectory()
  const side = pause.side === 'team' ? t`The team's pause` : t`Their own pause`
  const place = pause.route_id ? directory.route(pause.route_id) : t`every route`
  const from = when(pause.from ?? pause.at, zone)
  const until = pause.until ? when(pause.until, zone) : t`until resumed`
  return (
    <Stack gap={0} miw={0}>
      <Text size="sm" fw={600}>
        {side} · {place}
      </Text>
      <Text size="sm" c="dimmed">
        {from} – {until}
        {pause.reason && ` · ${pause.reason}`}
      </Text>
    </Stack>
  )
}
