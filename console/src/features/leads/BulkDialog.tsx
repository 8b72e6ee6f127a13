import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Progress, Select, Stack, Text, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { refresh } from '@/api/refresh'
import { LONGEST_NOTE, NO_NOTE, type Noted, noteOf } from '@/ui/forms/note'
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

interface Values extends Noted {
  agent_id: string | null
  outcome: NonNullable<Change['outcome']> | null
}

/** Ask what the change needs. The API refuses each lead on its own, so nothing is refused here. */
function How({ action, count, verb, onGo }: HowProps) {
  const { t, i18n } = useLingui()
  const form = useForm<Values>({ initialValues: { agent_id: null, outcome: null, ...NO_NOTE } })
  const ready = (action !== 'assign' || form.values.agent_id) && (action !== 'close' || form.values.outcome)
  const noted = action === 'assign' || action === 'release' || action === 'route'
  const submit = ({ agent_id, outcome, note }: Values) => {
    if (!ready) return
    onGo({
      action,
      ...(action === 'assign' ? { agent_id } : {}),
      ...(action === 'close' ? { outcome } : {}),
      ...(noted && noteOf(note) ? { note: noteOf(note) } : {}),
    })
  }
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack>
        <Text size="sm">
          <Plural value={count} one="# lead is changed." other="# leads are changed, each on its own." />
        </Text>
        {action === 'assign' && <MemberSelect label={t`Member`} required {...form.getInputProps('agent_id')} />}
        {action === 'close' && (
          <Select
            label={t`How it ended`}
            required
            data={Object.entries(OUTCOMES).map(([value, label]) => ({ value, label: i18n._(label) }))}
            {...form.getInputProps('outcome')}
          />
        )}
        {noted && <Textarea label={t`Note`} maxLength={LONGEST_NOTE} autosize {...form.getInputProps('note')} />}
        <Group justify="end">
          <Button type="submit" disabled={!ready}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
