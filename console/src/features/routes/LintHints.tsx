import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@/ui/icons'
import type { Shapes } from '@/api/client'

type Found = Shapes['LintProblem']

/** What each problem of the plan is called. */
const TITLES: Record<Found['code'], ReturnType<typeof msg>> = {
  no_routes: msg`No route takes leads`,
  source_without_route: msg`A source without a route`,
  hours_uncovered: msg`Hours without a route`,
  route_shadowed: msg`Shadowed by routes above`,
  route_unreachable: msg`Never takes a lead`,
  route_overridden: msg`Goes before other routes`,
  weights_not_100: msg`The percentages do not add up`,
  no_eligible_agents: msg`Nobody can receive its leads`,
  window_without_agents: msg`Open while nobody works`,
  chain_longer_than_window: msg`Offering it to everybody takes too long`,
}

/** Problems of the plan, each with its name and what exactly it is. */
export function LintHints({ problems }: { problems: Found[] }) {
  const { i18n } = useLingui()
  const language = i18n.locale === 'es' ? 'es' : 'en'
  if (problems.length === 0) return null
  return (
    <Stack gap="xs">
      {problems.map((problem) => (
        <Alert
          key={`${problem.code}${problem.route_ids.join()}${problem.sentences.en.join()}`}
          variant="light"
          color="yellow"
          styles={{ title: { color: 'var(--mantine-color-text)' } }}
          p="xs"
          icon={<IconAlertTriangle size={18} aria-hidden />}
          title={i18n._(TITLES[problem.code])}
        >
          {problem.sentences[language].map((sentence) => (
            <Text size="sm" key={sentence}>
              {sentence}
            </Text>
          ))}
        </Alert>
      ))}
    </Stack>
  )
}

/** The problems that begin with a route; without one, those of the whole plan. */
export function problemsFor(problems: Found[] | undefined, routeId: string | undefined): Found[] {
  return (problems ?? []).filter((one) => one.route_ids[0] === routeId)
}
