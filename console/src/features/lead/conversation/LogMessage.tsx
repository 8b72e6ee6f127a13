import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, SegmentedControl, Select, Stack, Text, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body, type Shapes } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useDraft } from '../composer/useDraft'
import { CHANNELS, EVERY_CHANNEL } from '../contact/channels'
import type { LeadShown } from '../useLead'

const LONGEST = 4000

interface Props {
  lead: LeadShown
  me: Me
  /** Whether only the field is shown. */
  compact?: boolean
}

/** Logs a message that was sent or received elsewhere. */
export function LogMessage({ lead, me, compact = false }: Props) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const draft = useDraft<Shapes['MessageBody']>(
    { agentId: me.agent_id, leadId: lead.lead_id, mode: 'message' },
    { direction: 'out', channel: lead.contact.phones.length > 0 ? 'whatsapp' : 'email', body: '' },
    (values) => values.body.trim() !== '',
  )
  const form = useForm<Shapes['MessageBody']>({ initialValues: draft.initial, onValuesChange: draft.keep })
  const said = form.values.body.trim()
  const log = useApiMutation(
    (message: Shapes['MessageBody']) =>
      body(api.POST('/leads/{lead_id}/messages', { params: { path: { lead_id: lead.lead_id } }, body: message })),
    {
      touches: TOUCHED.conversation,
      onSuccess: () => {
        form.setFieldValue('body', '')
        draft.keep({ ...form.getValues(), body: '' })
      },
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  const submit = (values: Shapes['MessageBody']) => {
    if (said) log.mutate({ ...values, body: said })
  }
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack gap="xs">
        <Textarea
          aria-label={t`What was said`}
          placeholder={t`What was said`}
          autosize
          minRows={compact ? 1 : 2}
          maxRows={10}
          maxLength={LONGEST}
          {...form.getInputProps('body')}
        />
        <Group gap="xs" display={compact ? 'none' : undefined}>
          <SegmentedControl
            size="xs"
            w={{ base: '100%', xs: 'auto' }}
            aria-label={t`Who wrote`}
            {...form.getInputProps('direction')}
            data={[
              { value: 'out', label: t`We wrote` },
              { value: 'in', label: t`The person wrote` },
            ]}
          />
          <Select
            w={140}
            aria-label={t`Channel`}
            allowDeselect={false}
            data={EVERY_CHANNEL.map((one) => ({ value: one, label: i18n._(CHANNELS[one]) }))}
            {...form.getInputProps('channel')}
          />
          <Button ml="auto" type="submit" loading={log.isPending} disabled={!said}>
            <Trans>Log a message</Trans>
          </Button>
        </Group>
        <Text size="xs" c="dimmed" display={compact ? 'none' : undefined}>
          <Trans>It is noted here; nothing is sent.</Trans>
        </Text>
      </Stack>
    </form>
  )
}
