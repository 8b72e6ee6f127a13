import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { body, Refused, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useConnected } from '@/lib/useOnline'
import { LONGEST_NOTE, NO_NOTE, type Noted, noteOf } from '@/ui/forms/note'
import { RecipientSelect } from '@/ui/forms/RecipientSelect'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useRecipients } from '@/ui/forms/useRecipients'
import { words } from '@/ui/words/refusals'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useDirectory } from '@/ui/words/useDirectory'

interface Props {
  lead: Shapes['Lead']
  name: string
}

/** Claim a pooled lead, or give it to a member; a refusal is told right there. */
export function PoolActions({ lead, name }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const navigate = useNavigate()
  const connected = useConnected()
  const [asking, setAsking] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const claim = useApiMutation(
    () => body(api.POST('/leads/{lead_id}/claim', { params: { path: { lead_id: lead.lead_id } } })),
    {
      touches: TOUCHED.lead,
      success: t`The lead is yours.`,
      onSuccess: () => void navigate({ to: '/leads/$leadId', params: { leadId: lead.lead_id } }),
      onError: setRefused,
    },
  )
  return (
    <Stack gap={4}>
      <Group gap="xs" wrap="nowrap" className="pool-acts">
        {lead.may.includes('claim') && (
          <Button
            onClick={() => claim.mutate()}
            loading={claim.isPending}
            disabled={!connected}
            aria-label={t`Claim ${name}`}
          >
            <Trans>Claim</Trans>
          </Button>
        )}
        {lead.may.includes('assign') && (
          <Button
            variant="default"
            onClick={() => setAsking(true)}
            disabled={!connected}
            aria-label={t`Assign ${name}`}
          >
            <Trans>Assign</Trans>
          </Button>
        )}
      </Group>
      {refused !== null && <Refusal error={refused} />}
      {asking && <Assign leadId={lead.lead_id} name={name} onClose={() => setAsking(false)} />}
    </Stack>
  )
}

function Refusal({ error }: { error: unknown }) {
  const { i18n } = useLingui()
  const names = useDirectory()
  const owner =
    error instanceof Refused && error.code === 'already_claimed' && error.owner ? names.member(error.owner) : null
  return (
    <Text size="sm" fw={600} role="alert">
      {owner ? <Trans>{owner} has it now</Trans> : words(error, i18n)}
    </Text>
  )
}

type AssignValues = Noted & { agent_id: string | null }

function Assign({ leadId, name, onClose }: { leadId: string; name: string; onClose: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const form = useForm<AssignValues>({ initialValues: { agent_id: null, ...NO_NOTE } })
  const assign = useApiMutation(
    (sent: Shapes['AssignBody']) =>
      body(api.POST('/leads/{lead_id}/assign', { params: { path: { lead_id: leadId } }, body: sent })),
    {
      touches: TOUCHED.lead,
      success: t`Assigned.`,
      onSuccess: onClose,
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  const { warnings, ask } = useRecipients({ leadId })
  const submit = ({ agent_id, note }: AssignValues) => {
    if (agent_id) ask(agent_id, () => assign.mutate({ agent_id, note: noteOf(note) }))
  }
  return (
    <Modal opened onClose={onClose} title={t`Assign ${name}`} closeButtonProps={{ 'aria-label': t`Close this` }}>
      <form onSubmit={form.onSubmit(submit)}>
        <Stack>
          <RecipientSelect label={t`Member`} required warnings={warnings} {...form.getInputProps('agent_id')} />
          <Textarea label={t`Note`} maxLength={LONGEST_NOTE} autosize {...form.getInputProps('note')} />
          <Group justify="end">
            <Button type="submit" disabled={!form.values.agent_id} loading={assign.isPending}>
              <Trans>Assign</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
