import type { MessageDescriptor } from '@lingui/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, SegmentedControl, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { CONSENT_CHANNELS, type ConsentChannel, PURPOSES, type Purpose } from './words'

interface Values {
  purpose: Purpose
  channel: ConsentChannel
  given: 'yes' | 'no'
  source: string
  text: string
  note: string
}

/** Records what the person agreed to, or withdrew. */
export function RecordConsent({ leadId, onDone }: { leadId: string; onDone: () => void }) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const form = useForm<Values>({
    initialValues: { purpose: 'marketing', channel: 'any', given: 'yes', source: '', text: '', note: '' },
  })
  const record = useApiMutation(
    ({ given, ...values }: Values) =>
      body(
        api.PUT('/leads/{lead_id}/consents', {
          params: { path: { lead_id: leadId } },
          body: { ...values, given: given === 'yes' },
        }),
      ),
    {
      touches: TOUCHED.contact,
      success: t`Noted.`,
      onSuccess: onDone,
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  const options = (words: Record<string, MessageDescriptor>) =>
    Object.entries(words).map(([value, word]) => ({ value, label: i18n._(word) }))
  return (
    <form onSubmit={form.onSubmit((values) => record.mutate(values))}>
      <Stack gap="xs">
        <Select label={t`For what`} allowDeselect={false} data={options(PURPOSES)} {...form.getInputProps('purpose')} />
        <Select
          label={t`By which channel`}
          allowDeselect={false}
          data={options(CONSENT_CHANNELS)}
          {...form.getInputProps('channel')}
        />
        <SegmentedControl
          aria-label={t`What the person says`}
          {...form.getInputProps('given')}
          data={[
            { value: 'yes', label: t`Agrees` },
            { value: 'no', label: t`Does not agree` },
          ]}
        />
        <TextInput
          label={t`How we know`}
          placeholder={t`A call, a form on paper…`}
          maxLength={200}
          required
          {...form.getInputProps('source')}
        />
        <Textarea label={t`What they were told`} autosize maxLength={1000} {...form.getInputProps('text')} />
        <Textarea label={t`Note`} autosize maxLength={1000} {...form.getInputProps('note')} />
        <Group justify="end" gap="xs">
          <Button variant="subtle" onClick={onDone}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={record.isPending} disabled={!form.values.source.trim()}>
            <Trans>Save</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
