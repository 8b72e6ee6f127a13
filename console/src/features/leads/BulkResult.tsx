import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor, Button, Group, List, ScrollArea, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useConsole } from '@/api/context'
import { leadQuery } from '@/api/queries/leads'
import { fullName } from '@/ui/words/names'
import { words } from '@/ui/words/refusals'
import type { Tally } from './bulk'
import type { Chosen } from './useSelection'

interface Props {
  result: Tally
  leads: Chosen[]
  /** What is said below those that were not changed. */
  hint?: ReactNode
  onAgain: () => void
  onClose: () => void
}

/** What became of the leads: how many are changed, and each that is not, with why; these can be tried again. */
export function BulkResult({ result, leads, hint, onAgain, onClose }: Props) {
  const { t } = useLingui()
  const { done, not } = result
  const failed = not.length
  return (
    <Stack role="status">
      {done.length > 0 && (
        <Text>
          <Plural value={done.length} one="# lead is done." other="# leads are done." />
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
                  <Why id={lead_id} lead={leads.find((one) => one.lead_id === lead_id)} why={why} />
                </List.Item>
              ))}
            </List>
          </ScrollArea.Autosize>
        </Alert>
      )}
      {failed > 0 && hint && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      <Group justify="end">
        {failed > 0 && (
          <Button variant="default" onClick={onAgain}>
            <Plural value={failed} one="Try # lead again" other="Try # leads again" />
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          <Trans>Close</Trans>
        </Button>
      </Group>
    </Stack>
  )
}

function Why({ id, lead, why }: { id: string; lead: Chosen | undefined; why: Error }) {
  const { t, i18n } = useLingui()
  const { api } = useConsole()
  const read = useQuery({ ...leadQuery(api, id), enabled: !lead })
  const known = lead ?? read.data
  return (
    <>
      <Anchor
        fw={600}
        size="sm"
        underline="always"
        renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId: id }} {...props} />}
      >
        {known ? fullName(known.contact) || t`Without a name` : t`A lead`}
      </Anchor>
      {': '}
      {words(why, i18n)}
    </>
  )
}
