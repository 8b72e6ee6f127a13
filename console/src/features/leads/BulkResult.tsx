import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor, Button, Group, List, ScrollArea, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { fullName } from '@/ui/words/names'
import { words } from '@/ui/words/refusals'
import type { tally } from './bulk'
import type { Lead } from './useLeads'

interface Props {
  result: ReturnType<typeof tally>
  leads: Lead[]
  onClose: () => void
}

/** What became of the leads: how many are changed, and each that is not, with why. */
export function BulkResult({ result, leads, onClose }: Props) {
  const { t } = useLingui()
  const { done, not } = result
  const failed = not.length
  return (
    <Stack role="status">
      {done > 0 && (
        <Text>
          <Plural value={done} one="# lead is done." other="# leads are done." />
        </Text>
      )}
      {failed > 0 && (
        <Alert
          color="orange"
          variant="light"
          title={<Plural value={failed} one="# lead was not changed" other="# leads were not changed" />}
          styles={{ title: { color: 'var(--mantine-color-text)' } }}
        >
          <ScrollArea.Autosize mah={280} viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t`Not changed` }}>
            <List size="sm" spacing={4} listStyleType="none">
              {not.map(({ lead_id, why }) => (
                <List.Item key={lead_id}>
                  <Why id={lead_id} name={nameOf(leads, lead_id) || t`Without a name`} why={why} />
                </List.Item>
              ))}
            </List>
          </ScrollArea.Autosize>
        </Alert>
      )}
      {failed > 0 && (
        <Text size="sm" c="dimmed">
          <Trans>They stay chosen: you can try something else.</Trans>
        </Text>
      )}
      <Group justify="end">
        <Button onClick={onClose} data-autofocus>
          <Trans>Close</Trans>
        </Button>
      </Group>
    </Stack>
  )
}

function nameOf(leads: Lead[], id: string): string {
  const lead = leads.find((one) => one.lead_id === id)
  return lead ? fullName(lead.contact) : ''
}

function Why({ id, name, why }: { id: string; name: string; why: Error }) {
  const { i18n } = useLingui()
  return (
    <>
      <Anchor
        fw={600}
        size="sm"
        underline="always"
        renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId: id }} {...props} />}
      >
        {name}
      </Anchor>
      {': '}
      {words(why, i18n)}
    </>
  )
}
