import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { bulkActsQuery } from '@/api/queries/leads'
import { Loaded } from '@/ui/layout/Loaded'
import { BulkUndo } from './BulkUndo'

/** The changes of many leads that can still be undone, those of the last 24 hours. */
export function BulkActs({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const acts = useQuery(bulkActsQuery(api))
  const [undoing, setUndoing] = useState<Shapes['BulkAct'] | null>(null)
  if (undoing) return <BulkUndo act={undoing} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title={t`Changes in bulk`} closeButtonProps={{ 'aria-label': t`Close this` }}>
      <Loaded query={acts}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">
              <Trans>Nothing to undo: what is done to many leads together can be undone here for 24 hours.</Trans>
            </Text>
          ) : (
            <Stack role="list" gap="sm">
              {items.map((act) => (
                <Group key={act.bulk_id} role="listitem" justify="space-between" wrap="nowrap">
                  <Act act={act} />
                  <Button size="xs" variant="default" flex="none" onClick={() => setUndoing(act)}>
                    <Trans>Undo …</Trans>
                  </Button>
                </Group>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Modal>
  )
}

function Act({ act }: { act: Shapes['BulkAct'] }) {
  const { t, i18n } = useLingui()
  const me = useMe().data
  const said: Record<string, string> = {
    'lead.assigned': t({ message: 'Assigned', context: 'many leads' }),
    'lead.released': t({ message: 'Returned to the pool', context: 'many leads' }),
    'lead.sent': t({ message: 'Sent through routing', context: 'many leads' }),
    'lead.rerouted': t({ message: 'Sent through routing again', context: 'many leads' }),
    'lead.closed': t({ message: 'Closed', context: 'many leads' }),
    'lead.reopened': t({ message: 'Reopened', context: 'many leads' }),
  }
  const when = i18n.date(new Date(act.at), { timeStyle: 'short', ...(me ? { timeZone: me.team.time_zone } : {}) })
  return (
    <div>
      <Text size="sm" fw={600}>
        {said[act.what] ?? t({ message: 'Changed', context: 'many leads' })}:{' '}
        <Plural value={act.lead_ids.length} one="# lead" other="# leads" />
      </Text>
      <Text size="sm" c="dimmed">
        {act.by === me?.agent_id ? t`You, ${when}` : `${act.by_name ?? ''}, ${when}`}
      </Text>
    </div>
  )
}
