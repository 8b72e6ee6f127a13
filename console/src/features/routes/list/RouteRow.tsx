import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Card, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Shapes } from '@/api/client'
import { when } from '@/lib/locale'
import { NewerBadge } from '@/ui/feedback/NewerRelease'
import { RULES } from '@/ui/words/rules'
import { useDirectory } from '@/ui/words/useDirectory'
import { valuesOf, isWeighted } from '../editor/routeForm'
import { LintHints } from '../LintHints'
import { durationText } from '../words/durations'
import { activationWords, isAlways, windowsWords } from '../words/schedules'
import { RouteSwitch } from './RouteSwitch'
import { usePlanner } from '../useRoute'
import type { Route } from '../useRoutes'

interface Props {
  route: Route
  /** Its position among those that are shown. */
  place: number
  /** Of a paused route: the active one after which it stands, null for none. */
  after?: Route | null | undefined
  handle: ReactNode
  problems: Shapes['LintProblem'][]
}

/** One route of the list: its place, what it does in short, its switch, and what is wrong with it. */
export function RouteRow({ route, place, after, handle, problems }: Props) {
  const { i18n } = useLingui()
  return (
    <Card withBorder padding="sm" mb="xs">
      <Group wrap="nowrap" gap="sm" align="start">
        {handle}
        <Text className="tabular" c="dimmed" w={24} ta="end" pt={2}>
          {place}
        </Text>
        <Stack gap={4} flex={1} miw={0}>
          <Group gap="xs">
            <Anchor
              fw={600}
              renderRoot={(props) => (
                <Link data-row-link to="/routes/$routeId" params={{ routeId: route.route_id }} {...props} />
              )}
            >
              {route.title}
            </Anchor>
            {route.newer_fields ? (
              <NewerBadge />
            ) : (
              <Badge variant="light" tt="none">
                {i18n._(RULES[route.rule])}
              </Badge>
            )}
            {route.activation && (
              <Badge variant="light" color="grape" tt="none">
                <Trans>Special</Trans>
              </Badge>
            )}
          </Group>
          <Facts route={route} />
          <Next route={route} />
          {after !== undefined && <Stands after={after} />}
        </Stack>
        <RouteSwitch route={route} />
      </Group>
      {problems.length > 0 && (
        <Stack mt="xs">
          <LintHints problems={problems} />
        </Stack>
      )}
    </Card>
  )
}

function Facts({ route }: { route: Route }) {
  const { t, i18n } = useLingui()
  const names = useDirectory()
  const sources = route.sources === 'all' ? t`All sources` : route.sources.map((id) => names.source(id)).join(', ')
  const agents = route.agents.map((seat) => {
    const name = names.member(seat.agent_id)
    return isWeighted(route.rule) && seat.weight ? `${name} ${seat.weight} %` : name
  })
  const weekly = isAlways(route.windows) ? '' : windowsWords(route.windows, i18n)
  const dates = route.activation ? activationWords(valuesOf(route), i18n) : ''
  const time = [dates, weekly].filter(Boolean).join(', ') || t`At any time`
  const length = durationText(route.claim_seconds)
  const span = route.rule === 'assign_to_agent' ? '' : t`${length} to claim`
  const first = [sources, time, span].filter(Boolean).join(' · ')
  return (
    <>
      <Text size="sm">{first}</Text>
      <Text size="sm" c="dimmed">
        {agents.join(', ')}
      </Text>
    </>
  )
}

/** When a special route is switched next, by itself. */
function Next({ route }: { route: Route }) {
  const { zone } = usePlanner()
  const next = route.status === 'active' ? route.next_off : route.next_on
  if (!next) return null
  const at = when(next, zone)
  return (
    <Text size="sm" c="dimmed">
      {route.status === 'active' ? <Trans>Switches off on {at}</Trans> : <Trans>Switches on on {at}</Trans>}
    </Text>
  )
}

/** Where a paused route stands once it is active. */
function Stands({ after }: { after: Route | null }) {
  const title = after?.title
  return (
    <Text size="sm" c="dimmed">
      {title ? <Trans>When active, it comes after “{title}”.</Trans> : <Trans>When active, it comes first.</Trans>}
    </Text>
  )
}
