import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { CloseReasonSelect } from '@/ui/forms/CloseReasonSelect'
import { LONGEST_NOTE, NO_NOTE, type Noted, noteOf } from '@/ui/forms/note'
import { RecipientSelect } from '@/ui/forms/RecipientSelect'
import { useRecipients } from '@/ui/forms/useRecipients'
import { OUTCOMES } from '@/ui/words/reasons'
import { BulkProgress } from './BulkProgress'
import { BulkResult } from './BulkResult'
import type { BulkAct, Change, Tally } from './bulk'
import { useBulk } from './useBulk'
import type { Chosen, Selection } from './useSelection'

interface Props {
  action: Change['action']
  selection: Selection
  /** Called with the act, if it changed any lead. */
  onDone: (act: BulkAct, leads: Chosen[]) => void
  onClose: () => void
}

/** Ask how, change the chosen leads, and tell what became of each. Those that were not changed stay chosen. */
export function BulkDialog({ action, selection, onDone, onClose }: Props) {
  const { t } = useLingui()
  const [leads] = useState(selection.leads)
  const [how, setHow] = useState<Change | null>(null)
  const { change, progress, result, actId } = useBulk()
  const titles: Record<Change['action'], string> = {
    assign: t`Assign to a member`,
    release: t`Return to the pool`,
    route: t`Send through routing`,
    close: t`Close`,
    reopen: t`Reopen`,
    remind: t`Remind the owner`,
  }
  const go = (ids: string[], chosen: Change, before: Tally | null = null) => {
    setHow(chosen)
    void change(ids, chosen, before).then(({ not }) => selection.keep(not.map((one) => one.lead_id)))
  }
  const close = () => {
    // A reminder cannot be taken back.
    if (action !== 'remind' && actId && result && result.done.length > 0)
      onDone({ bulk_id: actId, lead_ids: result.done }, leads)
    onClose()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={titles[action]}
      closeButtonProps={{ 'aria-label': t`Close this` }}
      withCloseButton={!progress}
      closeOnEscape={!progress}
      closeOnClickOutside={!progress}
    >
      {progress ? (
        <BulkProgress of={progress} all={leads.length} />
      ) : result ? (
        <BulkResult
          result={result}
          leads={leads}
          hint={<Trans>They stay chosen: you can try something else.</Trans>}
          onAgain={() =>
            how &&
            go(
              result.not.map((one) => one.lead_id),
              how,
              result,
            )
          }
          onClose={close}
        />
      ) : (
        <How
          action={action}
          count={leads.length}
          verb={titles[action]}
          onGo={(chosen) =>
            go(
              leads.map((lead) => lead.lead_id),
              chosen,
            )
          }
        />
      )}
    </Modal>
  )
}

const MOST_TOGETHER = 1_000 // the API's bound

interface HowProps {
  action: Change['action']
  count: number
  verb: string
  onGo: (how: Change) => void
}

interface Values extends Noted {
  agent_id: string | null
  outcome: NonNullable<Change['outcome']> | null
  reason_id: string | null
}

/** Ask what the change needs. The API refuses each lead on its own, so nothing is refused here. */
function How({ action, count, verb, onGo }: HowProps) {
  const { t, i18n } = useLingui()
  const form = useForm<Values>({ initialValues: { agent_id: null, outcome: null, reason_id: null, ...NO_NOTE } })
  const { warnings, ask } = useRecipients({ leads: Math.min(count, MOST_TOGETHER) }, action === 'assign')
  const ready =
    (action !== 'assign' || form.values.agent_id) &&
    (action !== 'close' || form.values.outcome) &&
    (action !== 'route' || noteOf(form.values.note))
  const noted = action !== 'reopen' && action !== 'remind'
  const submit = ({ agent_id, outcome, reason_id, note }: Values) => {
    if (!ready) return
    const go = () =>
      onGo({
        action,
        ...(action === 'assign' ? { agent_id } : {}),
        ...(action === 'close' ? { outcome, ...(reason_id ? { reason_id } : {}) } : {}),
        ...(noted && noteOf(note) ? { note: noteOf(note) } : {}),
      })
    if (action === 'assign' && agent_id) ask(agent_id, go)
    else go()
  }
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack>
        <Text size="sm">
          {action === 'remind' ? (
            <Plural
              value={count}
              one="The owner is told at once, unless they were reminded of this lead within the last hour."
              other="Each owner is told at once of all of theirs, but of no lead a second time within an hour."
            />
          ) : (
            <Plural value={count} one="# lead is changed." other="# leads are changed, each on its own." />
          )}
        </Text>
        {action === 'assign' && (
          <RecipientSelect label={t`Member`} required warnings={warnings} {...form.getInputProps('agent_id')} />
        )}
        {action === 'close' && (
          <Select
            label={t`How it ended`}
            required
            data={Object.entries(OUTCOMES).map(([value, label]) => ({ value, label: i18n._(label) }))}
            {...form.getInputProps('outcome')}
            onChange={(outcome) => form.setValues({ outcome: outcome as Values['outcome'], reason_id: null })}
          />
        )}
        {action === 'close' && form.values.outcome && (
          <CloseReasonSelect outcome={form.values.outcome} {...form.getInputProps('reason_id')} />
        )}
        {action === 'route' && (
          <Text size="sm" c="dimmed">
            <Trans>Whoever has them now loses them at once, and they are routed as if they were new.</Trans>
          </Text>
        )}
        {noted && (
          <Textarea
            label={action === 'route' ? t`Why` : t`Note`}
            required={action === 'route'}
            maxLength={LONGEST_NOTE}
            autosize
            {...form.getInputProps('note')}
          />
        )}
        <Group justify="end">
          <Button type="submit" disabled={!ready}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
