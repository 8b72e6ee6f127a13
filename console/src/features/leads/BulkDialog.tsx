import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Progress, Select, Stack, Text, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { refresh } from '@/api/refresh'
import { MemberSelect } from '@/ui/forms/selects'
import { OUTCOMES } from '@/ui/words/reasons'
import { BulkResult } from './BulkResult'
import { type Change, changeAll, tally } from './bulk'
import type { Selection } from './useSelection'

interface Props {
  action: Change['action']
  selection: Selection
  onClose: () => void
}

/** Ask how, change the chosen leads, and tell what became of each. Those that were not changed stay chosen. */
export function BulkDialog({ action, selection, onClose }: Props) {
  const { t } = useLingui()
  const [leads] = useState(selection.leads)
  const { change, done, result } = useBulk()
  const titles: Record<Change['action'], string> = {
    assign: t`Assign to a member`,
    release: t`Return to the pool`,
    route: t`Send through routing`,
    close: t`Close`,
    reopen: t`Reopen`,
  }
  const all = leads.length
  const working = done !== null && !result
  return (
    <Modal
      opened
      onClose={onClose}
      title={titles[action]}
      closeButtonProps={{ 'aria-label': t`Close this` }}
      withCloseButton={!working}
      closeOnEscape={!working}
      closeOnClickOutside={!working}
    >
      {result ? (
        <BulkResult result={result} leads={leads} onClose={onClose} />
      ) : working ? (
        <Stack gap="xs" role="status">
          <Text>
            <Trans>
              {done} of {all} done
            </Trans>
          </Text>
          <Progress value={(100 * done) / all} aria-label={t`Progress`} animated />
        </Stack>
      ) : (
        <How
          action={action}
          count={all}
          verb={titles[action]}
          onGo={(how) =>
            void change(
              leads.map((lead) => lead.lead_id),
              how,
            ).then((not) => selection.keep(not))
          }
        />
      )}
    </Modal>
  )
}

/** Changes leads, tells how far it is, and what became of each; answers which were not changed. */
function useBulk() {
  const { api } = useConsole()
  const queries = useQueryClient()
  const [done, setDone] = useState<number | null>(null)
  const [result, setTold] = useState<ReturnType<typeof tally> | null>(null)
  async function change(ids: string[], how: Change): Promise<string[]> {
    setDone(0)
    const send = async (some: string[]) => (await body(api.POST('/leads/bulk', { body: { ...how, ids: some } }))).items
    const all = tally(await changeAll(ids, send, setDone))
    setTold(all)
    void refresh(queries, TOUCHED.lead)
    return all.not.map((one) => one.lead_id)
  }
  return { change, done, result }
}

interface HowProps {
  action: Change['action']
  count: number
  verb: string
  onGo: (how: Change) => void
}

function How({ action, count, verb, onGo }: HowProps) {
  const { t, i18n } = useLingui()
  const [member, setMember] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<Change['outcome']>(null)
  const [note, setNote] = useState('')
  const ready = (action !== 'assign' || member) && (action !== 'close' || outcome)
  const noted = action === 'assign' || action === 'release' || action === 'route'
  return (
    <Stack>
      <Text size="sm">
        <Plural value={count} one="# lead is changed." other="# leads are changed, each on its own." />
      </Text>
      {action === 'assign' && <MemberSelect label={t`Member`} value={member} onChange={setMember} required />}
      {action === 'close' && (
        <Select
          label={t`What it came to`}
          required
          value={outcome ?? null}
          onChange={(chosen) => setOutcome(chosen as Change['outcome'])}
          data={Object.entries(OUTCOMES).map(([value, label]) => ({ value, label: i18n._(label) }))}
        />
      )}
      {noted && (
        <Textarea
          label={t`Note`}
          value={note}
          maxLength={1000}
          autosize
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      <Group justify="end">
        <Button
          disabled={!ready}
          onClick={() =>
            onGo({
              action,
              ...(action === 'assign' ? { agent_id: member } : {}),
              ...(action === 'close' ? { outcome: outcome ?? null } : {}),
              ...(noted && note.trim() ? { note: note.trim() } : {}),
            })
          }
        >
          {verb}
        </Button>
      </Group>
    </Stack>
  )
}
