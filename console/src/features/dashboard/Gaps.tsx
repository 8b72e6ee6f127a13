import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Stack, Text } from '@mantine/core'
import { GoTo } from '@/ui/layout/GoTo'
import { Section } from '@/ui/layout/Page'
import type { Gap } from './gaps'

const FIRST = 4

/** The next hours in which leads of some source find no route; nothing where there are none. */
export function Gaps({ gaps }: { gaps: Gap[] }) {
  const { t } = useLingui()
  if (gaps.length === 0) return null
  return (
    <Section title={t`Hours without a route`}>
      <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
        {gaps.slice(0, FIRST).map((gap) => (
          <li key={`${gap.from} ${gap.to}`}>
            <OneGap gap={gap} />
          </li>
        ))}
      </Stack>
      <div>
        <GoTo to="/coverage">
          <Trans>See the coverage</Trans>
        </GoTo>
      </div>
    </Section>
  )
}

function OneGap({ gap }: { gap: Gap }) {
  const { i18n } = useLingui()
  const format = new Intl.DateTimeFormat(i18n.locale, {
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  })
  return (
    <Stack gap={0} align="start">
      <Text size="sm" fw={600} className="tabular">
        {format.formatRange(gap.from, gap.to)}
        {gap.now && (
          <Badge color="red" variant="light" tt="none" ml="xs">
            <Trans>Now</Trans>
          </Badge>
        )}
      </Text>
      <Text size="sm" c="dimmed">
        {gap.titles.join(' · ')}
      </Text>
    </Stack>
  )
}
