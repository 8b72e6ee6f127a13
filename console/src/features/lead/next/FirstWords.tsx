import { Trans, useLingui } from '@lingui/react/macro'
import { Paper, Spoiler, Text } from '@mantine/core'
import { when } from '@/lib/locale'
import type { LeadShown } from '../useLead'

const SEVEN_LINES = 154 // pixels

/** What the person said when they came in: what whoever calls them must know. */
export function FirstWords({ lead, zone }: { lead: LeadShown; zone: string }) {
  const { t } = useLingui()
  if (!lead.message) return null
  const at = when(lead.created_at, zone)
  return (
    <Paper withBorder component="section" className="first-words" aria-label={t`What they said first`}>
      <Spoiler maxHeight={SEVEN_LINES} showLabel={t`Read all`} hideLabel={t`Show less`}>
        <blockquote className="said">{lead.message}</blockquote>
      </Spoiler>
      <Text size="xs" c="dimmed" mt={6}>
        <Trans>
          What they said first · <time dateTime={lead.created_at}>{at}</time>
        </Trans>
      </Text>
    </Paper>
  )
}
