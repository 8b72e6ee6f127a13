import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, SegmentedControl, Select, Stack, Text, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { CHANNELS, EVERY_CHANNEL } from '../contact/channels'
import type { LeadShown } from '../useLead'

const LONGEST = 4000

/** Logs a message that was sent or received elsewhere. */
export function LogMessage({ lead }: { lead: LeadShown }) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const form = useForm<Shapes['MessageBody']>({
    initialValues: { direction: 'out', channel: lead.contact.phones.length > 0 ? 'whatsapp' : 'email', body: '' },
  })
  const said = form.values.body.trim()
  const log = useApiMutation(
    (message: Shapes['MessageBody']) =>
      body(api.POST('/leads/{lead_id}/messages', { params: { path: { lead_id: lead.lead_id } }, body: message })),
    {
      touches: TOUCHED.conversation,
      onSuccess: () => form.setFieldValue('body', ''),
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  const submit = (values: Shapes['MessageBody']) => {
    if (said) log.mutate({ ...values, body: said })
  }
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack gap="xs">
        <Group gap="xs">
          <SegmentedControl
            size="sm"
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
        </Group>
        <Textarea
          aria-label={t`What was said`}
          placeholder={t`What was said`}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={LONGEST}
          {...form.getInputProps('body')}
        />
        <Group justify="space-between" gap="xs">
          <Text size="xs" c="dimmed">
            <Trans>It is noted here; nothing is sent.</Trans>
          </Text>
          <Button type="submit" loading={log.isPending} disabled={!said}>
            <Trans>Log a message</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
