import { plural } from '@lingui/core/macro'
import { Plural, useLingui } from '@lingui/react/macro'
import { Button, CloseButton, Group, Paper, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { lazy, memo, Suspense, useEffect, useState } from 'react'
import { useUndoToast } from '@/ui/feedback/useUndoToast'
import { BulkUndo } from './BulkUndo'
import type { BulkAct, Change } from './bulk'
import type { Chosen, Selection } from './useSelection'

const BulkDialog = lazy(async () => ({ default: (await import('./BulkDialog')).BulkDialog }))
const TOAST = 'bulk'

interface Props {
  selection: Selection
  /** Whether their owners can be reminded of them. */
  reminds?: boolean
}

/** What can be done with the leads that are chosen, as long as some are. */
export const BulkBar = memo(function BulkBar({ selection, reminds = false }: Props) {
  const { t } = useLingui()
  const [asked, setAsked] = useState<Change['action'] | null>(null)
  const [undoing, setUndoing] = useState<{ act: BulkAct; leads: Chosen[] } | null>(null)
  const toast = useUndoToast()
  useEffect(() => () => void notifications.hide(TOAST), [])
  const acts: [Change['action'], string][] = [
    ...(reminds ? ([['remind', t`Remind the owner …`]] as [Change['action'], string][]) : []),
    ['assign', t`Assign …`],
    ['release', t`To the pool …`],
    ['route', t`Through routing …`],
    ['close', t`Close …`],
    ['reopen', t`Reopen …`],
  ]
  const count = selection.count
  const offerUndo = (act: BulkAct, leads: Chosen[]) => {
    const done = act.lead_ids.length
    toast(
      t`${plural(done, { one: '# lead changed.', other: '# leads changed.' })}`,
      () => setUndoing({ act, leads }),
      TOAST,
    )
  }
  return (
    <>
      {count > 0 && (
        <Paper withBorder shadow="md" p="sm" className="bulk-bar" role="region" aria-label={t`What is chosen`}>
          <Group gap="xs">
            <CloseButton aria-label={t`Choose none`} onClick={selection.clear} />
            <Text fw={600} role="status" mr="auto">
              <Plural value={count} one="# chosen" other="# chosen" />
            </Text>
            {acts.map(([action, label]) => (
              <Button
                key={action}
                size="xs"
                variant={action === acts[0]?.[0] ? 'filled' : 'default'}
                onClick={() => setAsked(action)}
              >
                {label}
              </Button>
            ))}
          </Group>
        </Paper>
      )}
      {asked && (
        <Suspense>
          <BulkDialog action={asked} selection={selection} onDone={offerUndo} onClose={() => setAsked(null)} />
        </Suspense>
      )}
      {undoing && <BulkUndo {...undoing} onClose={() => setUndoing(null)} />}
    </>
  )
})
