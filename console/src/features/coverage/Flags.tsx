import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Group, List, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Shapes } from '@/api/client'
import { Loaded } from '@/ui/layout/Loaded'
import { Section } from '@/ui/layout/Page'
import { useFlags, useTitles } from './useCoverage'

const KINDS: Record<Shapes['LintProblem']['code'], ReturnType<typeof msg>> = {
  no_routes: msg`No routes`,
  source_without_route: msg`Source without a route`,
  hours_uncovered: msg`Gap`,
  route_shadowed: msg`Shadowed route`,
  route_unreachable: msg`Unreachable route`,
  route_overridden: msg`Override`,
  weights_not_100: msg`Percentages`,
  no_eligible_agents: msg`Nobody can receive`,
  window_without_agents: msg`Empty window`,
  chain_longer_than_window: msg`Too little time`,
}

/** What in the plan can hardly be meant, in words, with the way to the routes it concerns. */
export function Flags() {
  const { t } = useLingui()
  const flags = useFlags()
  return (
    <Section title={t`What to look at`}>
      <Loaded query={flags} height={80}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">
              <Trans>Nothing: no gaps, no shadowed routes, no empty windows, no overrides.</Trans>
            </Text>
          ) : (
            <List listStyleType="none" spacing="md">
              {items.map((problem) => (
                <List.Item key={`${problem.code}${problem.route_ids.join()}${problem.sentences.en.join()}`}>
                  <Flag problem={problem} />
                </List.Item>
              ))}
            </List>
          )
        }
      </Loaded>
    </Section>
  )
}

function Flag({ problem }: { problem: Shapes['LintProblem'] }) {
  const { i18n } = useLingui()
  const title = useTitles()
  const said = i18n.locale === 'es' ? problem.sentences.es : problem.sentences.en
  return (
    <Stack gap={4} align="start">
      <Badge variant="default" tt="none">
        {i18n._(KINDS[problem.code])}
      </Badge>
      {said.map((sentence) => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
      <Group gap="sm">
        {problem.route_ids.map((routeId) => (
          <Anchor
            key={routeId}
            size="sm"
            renderRoot={(props) => <Link to="/routes/$routeId" params={{ routeId }} {...props} />}
          >
            {title(routeId)}
          </Anchor>
        ))}
      </Group>
    </Stack>
  )
}
