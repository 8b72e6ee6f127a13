import { useLingui } from '@lingui/react/macro'
import { Group, NumberInput, Select } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body, type Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUndoToast } from '@/ui/feedback/useUndoToast'
import { CloseReasonSelect } from '@/ui/forms/CloseReasonSelect'
import { NO_NOTE, type Noted, noteOf } from '@/ui/forms/note'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { OUTCOMES } from '@/ui/words/reasons'
import { ActionDialog } from './ActionDialog'

interface Values extends Noted {
  reason_id: string | null
  amount: number | string
  currency: string | null
}

interface Props {
  leadId: string
  outcome: keyof typeof OUTCOMES
  /** What was said, if the lead is closed already and that is corrected. */
  said?: Shapes['Closing'] | undefined
  corrects?: boolean
  onClose: () => void
}

/** Close the lead with an outcome, or correct it; the team's own reason, the deal's value and a note may be said. */
export function CloseDialog({ leadId, outcome, said, corrects = false, onClose }: Props) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const offerUndo = useUndoToast()
  const params = { path: { lead_id: leadId } }
  const team = useMe().data?.team
  const form = useForm<Values>({
    initialValues: {
      reason_id: said?.reason_id ?? null,
      amount: said?.value?.amount ?? '',
      currency: said?.value?.currency ?? team?.currency ?? null,
      note: said?.note ?? NO_NOTE.note,
    },
  })
  const { amount, currency, reason_id: chosen, note: written } = form.values
  const valued = typeof amount === 'number'
  const anything = valued || chosen !== null || noteOf(written) !== null
  const reopen = useApiMutation(() => body(api.POST('/leads/{lead_id}/reopen', { params })), { touches: TOUCHED.lead })
  const close = useApiMutation(
    (sent: Shapes['CloseBody']) => body(api.POST('/leads/{lead_id}/close', { params, body: sent })),
    {
      touches: TOUCHED.lead,
      onSuccess: () => {
        onClose()
        if (!corrects) offerUndo(t`The lead is closed.`, () => reopen.mutate())
      },
      onError: useServerErrors(form, ['reason_id', 'amount', 'currency', 'value', 'note']),
    },
  )
  const word = i18n._(OUTCOMES[outcome])
  return (
    <ActionDialog
      title={corrects ? t`Closed as: ${word}` : t`Close as: ${word}`}
      verb={corrects ? t`Correct` : t`Close the lead`}
      busy={close.isPending}
      form={form}
      ready={(!valued || currency !== null) && (anything || !corrects)}
      onClose={onClose}
      onSubmit={({ reason_id, note }) =>
        close.mutate({
          outcome,
          reason_id,
          note: noteOf(note),
          value: valued && currency ? { amount, currency } : null,
        })
      }
    >
      <CloseReasonSelect outcome={outcome} said={said} {...form.getInputProps('reason_id')} />
      {outcome === 'won' && (
        <Group align="start" gap="xs" wrap="nowrap">
          <NumberInput
            label={t`Value of the deal`}
            min={1}
            max={1_000_000_000_000}
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator={i18n.locale === 'es' ? '.' : ','}
            decimalSeparator={i18n.locale === 'es' ? ',' : '.'}
            hideControls
            flex={1}
            {...form.getInputProps('amount')}
            error={form.errors.amount ?? form.errors.value}
          />
          <Select
            label={t`Currency`}
            data={Intl.supportedValuesOf('currency')}
            searchable
            limit={50}
            w={110}
            {...form.getInputProps('currency')}
          />
        </Group>
      )}
    </ActionDialog>
  )
}
