import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Badge, Group, List, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Shapes } from '@/api/client'
import { when } from '@/lib/locale'
import { Section } from '@/ui/layout/Page'
import { useDirectory } from '@/ui/words/useDirectory'
import { listed } from '../words/sentence'
import { usePlanner } from '../useRoute'

type Preview = Shapes['Preview']
type Weighed = Shapes['TraceRoute']

const VERDICTS: Record<Weighed['verdict'], ReturnType<typeof msg>> = {
  paused: msg`It is paused`,
  source: msg`Not for this source`,
  window: msg`Not open at that time`,
  conditions: msg`Its conditions are not met`,
  agent: msg`Its agent could not receive it`,
  overridden: msg`A route that assigns went before it`,
  covers: msg`It fits, but another was before it`,
}

/** Where the imagined lead would go: the outcome, why, and what kept the other routes from taking it. */
export function TryAnswer({ preview }: { preview: Preview }) {
  const { t, i18n } = useLingui()
  const sentences = preview.sentences[i18n.locale === 'es' ? 'es' : 'en']
  return (
    <Stack gap="lg">
      <Section title={t`Where it would go`}>
        <Outcome preview={preview} />
        <List size="sm" spacing={4}>
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </Section>
      <NotTaken preview={preview} />
    </Stack>
  )
}

function Outcome({ preview }: { preview: Preview }) {
  const { i18n } = useLingui()
  const names = useDirectory()
  const { zone } = usePlanner()
  const agents = listed(preview.agent_ids.map(names.member), i18n)
  const held = preview.routes_at && when(preview.routes_at, zone)
  return (
    <Stack gap={4}>
      <Text fw={600} size="lg">
        {preview.outcome === 'offered' && <Trans>It would be offered to {agents}</Trans>}
        {preview.outcome === 'assigned' && <Trans>It would be assigned to {agents}</Trans>}
        {preview.outcome === 'pooled' && <Trans>It would go to the pool</Trans>}
      </Text>
      {preview.route_id && (
        <Text>
          <Trans>
            By the route <RouteLink id={preview.route_id} />
          </Trans>
        </Text>
      )}
      {held && (
        <Text size="sm">
          <Trans>It would be held, and routed on {held}.</Trans>
        </Text>
      )}
    </Stack>
  )
}

function RouteLink({ id, title }: { id: string; title?: string | undefined }) {
  const names = useDirectory()
  return (
    <Anchor renderRoot={(props) => <Link to="/routes/$routeId" params={{ routeId: id }} {...props} />}>
      {title ?? names.route(id)}
    </Anchor>
  )
}

function NotTaken({ preview }: { preview: Preview }) {
  const { t, i18n } = useLingui()
  const others = preview.trace.routes.filter((route) => route.route_id !== preview.route_id)
  const more = Object.values(preview.trace.other_routes).reduce((sum, count) => sum + count, 0)
  if (others.length === 0) return null
  return (
    <Section title={t`Routes that would not take it`}>
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {others.map((route) => (
          <Group component="li" key={route.route_id} justify="space-between" gap="xs">
            <RouteLink id={route.route_id} title={route.title} />
            <Badge variant="default" tt="none" fw={500}>
              {i18n._(VERDICTS[route.verdict])}
            </Badge>
          </Group>
        ))}
      </Stack>
      {more > 0 && (
        <Text size="sm" c="dimmed">
          <Trans>And {more} more.</Trans>
        </Text>
      )}
    </Section>
  )
}
