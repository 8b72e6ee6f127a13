import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@/ui/icons'
import { useState } from 'react'
import { useConsole } from '@/api/context'
import { later, mondayOf, weekFrom, weekWords } from '@/lib/dates'
import { wallOf } from '@/lib/zone'
import { Loaded } from '@/ui/layout/Loaded'
import { Section } from '@/ui/layout/Page'
import type { Route } from '../useRoutes'
import { RotaDay } from './RotaDay'
import { type Rota, type Time, timesIn, withWeekCopied } from './rota'
import { ShiftDialog } from './ShiftDialog'
import { useRota, useSaveRota } from './useRota'

/** The dated shifts of a route, week by week: who takes its leads when. */
export function RotaSection({ route, zone }: { route: Route; zone: string }) {
  const { t } = useLingui()
  const rota = useRota(route.route_id)
  return (
    <Section title={t`Shifts`}>
      <Text size="sm" c="dimmed">
        <Trans>
          While there is a shift, only the agents on it are offered this route's leads. Their hours, pauses and limits
          count as always.
        </Trans>
      </Text>
      <Loaded query={rota} height={240}>
        {(found) => <Weeks route={route} rota={found} zone={zone} />}
      </Loaded>
    </Section>
  )
}

function Weeks({ route, rota, zone }: { route: Route; rota: Rota; zone: string }) {
  const { i18n } = useLingui()
  const { clock } = useConsole()
  const today = wallOf(clock.now(), zone).slice(0, 10)
  const [monday, setMonday] = useState(() => mondayOf(today))
  const [asked, ask] = useState<{ day: string; time: Time | null } | null>(null)
  const editable = route.may.includes('edit')
  const times = timesIn(rota.shifts, monday)
  return (
    <Stack>
      <Only rota={rota} editable={editable} />
      <Group gap="sm" justify="space-between">
        <Group gap="sm">
          <WeekButtons monday={monday} present={mondayOf(today)} onGo={setMonday} />
          <Text fw={600} aria-live="polite">
            {weekWords(i18n.locale, monday, later(monday, 6))}
          </Text>
        </Group>
        {editable && <CopyWeek rota={rota} monday={monday} times={times} onDone={() => setMonday(later(monday, 7))} />}
      </Group>
      <SimpleGrid
        cols={{ base: 1, sm: 2, md: 7 }}
        spacing="xs"
        component="ol"
        style={{ listStyle: 'none' }}
        p={0}
        m={0}
      >
        {weekFrom(monday).map((day) => (
          <RotaDay
            key={day}
            day={day}
            today={day === today}
            times={times.filter(({ from }) => from.slice(0, 10) === day || (day === monday && from < day))}
            onAdd={editable && day >= today ? () => ask({ day, time: null }) : undefined}
            onEdit={editable ? (time) => ask({ day, time }) : undefined}
          />
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        <Trans>Time zone: {zone}</Trans>
      </Text>
      {asked && (
        <ShiftDialog
          rota={rota}
          agents={route.agents.map((seat) => seat.agent_id)}
          day={asked.day}
          time={asked.time}
          onClose={() => ask(null)}
        />
      )}
    </Stack>
  )
}

/** Whether the whole list is asked while there is no shift, or nobody. */
function Only({ rota, editable }: { rota: Rota; editable: boolean }) {
  const { t } = useLingui()
  const save = useSaveRota(rota, { success: t`Saved.` })
  return (
    <Switch
      label={t`Only during shifts`}
      description={t`Without a shift nobody of the route is offered its leads. Off: the whole list is.`}
      checked={rota.rota_only}
      disabled={!editable || save.isPending}
      onChange={(event) => save.mutate({ rota_only: event.currentTarget.checked })}
    />
  )
}

interface WeekProps {
  monday: string
  present: string
  onGo: (monday: string) => void
}

function WeekButtons({ monday, present, onGo }: WeekProps) {
  const { t } = useLingui()
  return (
    <Button.Group>
      <Button variant="default" px="xs" aria-label={t`Week before`} onClick={() => onGo(later(monday, -7))}>
        <IconChevronLeft size={18} aria-hidden />
      </Button>
      <Button variant="default" onClick={() => onGo(present)} disabled={monday === present}>
        <Trans>This week</Trans>
      </Button>
      <Button variant="default" px="xs" aria-label={t`Week after`} onClick={() => onGo(later(monday, 7))}>
        <IconChevronRight size={18} aria-hidden />
      </Button>
    </Button.Group>
  )
}

interface CopyProps {
  rota: Rota
  monday: string
  times: Time[]
  onDone: () => void
}

/** Copies the single shifts of the week that is shown to the next one, and shows that. */
function CopyWeek({ rota, monday, times, onDone }: CopyProps) {
  const { t } = useLingui()
  const save = useSaveRota(rota, { success: t`The week is copied.`, onDone })
  const single = times.some(({ shift }) => !shift.repeat)
  return (
    <Button
      variant="default"
      loading={save.isPending}
      disabled={!single}
      onClick={() => save.mutate({ shifts: withWeekCopied(rota.shifts, monday) })}
    >
      <Trans>Copy to the next week</Trans>
    </Button>
  )
}
