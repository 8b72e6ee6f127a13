import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Select, Stack, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body, type Shapes } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { instantOf } from '@/lib/zone'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { AppointmentPicker } from '@/ui/tasks/AppointmentPicker'
import { INTERACTION_OUTCOMES, INTERACTIONS } from '../history/labels'
import type { LeadShown } from '../useLead'
import { AddPhotos, ChosenPhotos } from '../photos/PhotosField'
import { usePhotos } from '../photos/usePhotos'
import { NoteTemplates } from './NoteTemplates'
import { useDraft } from './useDraft'

const LONGEST = 4000

type Kind = Shapes['InteractionBody']['kind']
type Outcome = keyof typeof INTERACTION_OUTCOMES

interface Values {
  kind: Kind
  outcome: Outcome | null
  body: string
  /** When the appointment takes place, by the team's clocks. */
  planned_for: string | null
}

const EMPTY: Values = { kind: 'call', outcome: null, body: '', planned_for: null }

/** Logs how the person was reached and what came of it, or a plain note. */
export function LogContact({ lead, me, compact = false }: { lead: LeadShown; me: Me; compact?: boolean }) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const draftOf = { agentId: me.agent_id, leadId: lead.lead_id, mode: 'interaction' }
  const draft = useDraft<Values>(draftOf, EMPTY, (values) => values.body.trim() !== '')
  const form = useForm<Values>({ initialValues: draft.initial, onValuesChange: draft.keep })
  const photos = usePhotos(lead.lead_id)
  const { kind, outcome, planned_for: planned } = form.values
  const zone = me.team.time_zone
  const text = form.values.body.trim()
  const log = useApiMutation(
    (sent: Shapes['InteractionBody']) =>
      body(api.POST('/leads/{lead_id}/interactions', { params: { path: { lead_id: lead.lead_id } }, body: sent })),
    {
      touches: TOUCHED.conversation,
      success: t`Noted.`,
      onSuccess: () => {
        form.setValues(EMPTY)
        form.clearErrors()
        draft.keep(EMPTY)
        photos.clear()
      },
      onError: useServerErrors(form, Object.keys(EMPTY)),
    },
  )
  const isNote = kind === 'note'
  const isSaid = Boolean(text) || photos.ids.length > 0 || Boolean(!isNote && outcome)
  const appoints = kind === 'appointment' || (!isNote && outcome === 'appointment')
  const submit = () => {
    if (!isSaid || photos.isUnfinished) return
    const plan = appoints && planned ? { planned_for: instantOf(planned, zone) } : {}
    log.mutate({ kind, outcome: isNote ? null : outcome, body: text || null, photos: photos.ids, ...plan })
  }
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack gap="xs">
        <Textarea
          aria-label={t`Note`}
          placeholder={t`A call, a visit, a note…`}
          autosize
          minRows={compact ? 1 : 2}
          maxRows={10}
          maxLength={LONGEST}
          {...form.getInputProps('body')}
        />
        <ChosenPhotos photos={photos} />
        <Group gap="xs" display={compact ? 'none' : undefined}>
          <Select
            w={150}
            aria-label={t`How`}
            allowDeselect={false}
            data={Object.entries(INTERACTIONS).map(([value, word]) => ({ value, label: i18n._(word) }))}
            {...form.getInputProps('kind')}
          />
          {!isNote && (
            <Select
              w={170}
              aria-label={t`Result`}
              placeholder={t`Result`}
              clearable
              data={Object.entries(INTERACTION_OUTCOMES).map(([value, word]) => ({ value, label: i18n._(word) }))}
              {...form.getInputProps('outcome')}
            />
          )}
          {appoints && <AppointmentPicker zone={zone} {...form.getInputProps('planned_for')} />}
          <NoteTemplates
            lead={lead}
            me={me}
            onChoose={(said) => form.setFieldValue('body', [text, said].filter(Boolean).join('\n').slice(0, LONGEST))}
          />
          <AddPhotos photos={photos} />
          <Button ml="auto" type="submit" loading={log.isPending} disabled={!isSaid || photos.isUnfinished}>
            <Trans>Note it</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
