import { Trans, useLingui } from '@lingui/react/macro'
import { Accordion, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { when } from '@/lib/locale'

/** Why the lead went where it went: each routing decision in sentences. */
export function Why({ leadId }: { leadId: string }) {
  const { i18n } = useLingui()
  const { api } = useConsole()
  const me = useMe()
  const trace = useQuery({
    queryKey: ['lead', leadId, 'trace'],
    queryFn: () => body(api.GET('/leads/{lead_id}/trace', { params: { path: { lead_id: leadId } } })),
  })
  if (!trace.data || !me.data || trace.data.items.length === 0) return null
  const zone = me.data.team.time_zone
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4" mb="sm">
        <Trans>Why it went where it went</Trans>
      </Title>
      <Accordion variant="separated">
        {trace.data.items.map((decision) => (
          <Accordion.Item key={`${decision.at}`} value={`${decision.at}`}>
            <Accordion.Control>{when(decision.at, zone)}</Accordion.Control>
            <Accordion.Panel>
              <Stack gap={4}>
                {decision.sentences[i18n.locale as 'es' | 'en'].map((sentence) => (
                  <Text key={sentence} size="sm">
                    {sentence}
                  </Text>
                ))}
              </Stack>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Paper>
  )
}
