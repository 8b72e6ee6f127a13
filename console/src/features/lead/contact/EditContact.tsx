import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { type ContactValues, contactOf, patchOf } from './contactForm'
import type { LeadShown } from '../useLead'

/** Edits the contact and what they are looking for. */
export function EditContact({ lead, onClose }: { lead: LeadShown; onClose: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const form = useForm({ initialValues: contactOf(lead) })
  const save = useApiMutation(
    (patch: Shapes['LeadPatch']) => {
      const params = { path: { lead_id: lead.lead_id }, header: { 'If-Match': `"${lead.version}"` } }
      return body(api.PATCH('/leads/{lead_id}', { params, body: patch }))
    },
    {
      touches: TOUCHED.contact,
      success: t`Saved.`,
      onSuccess: onClose,
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  const { first_name, last_name, emails, phones } = form.values
  const nobody = !first_name && !last_name && emails.length + phones.length === 0
  return (
    <Modal opened onClose={onClose} title={t`Edit the contact`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form onSubmit={form.onSubmit((values) => save.mutate(patchOf(values, lead)))}>
        <Stack>
          <Person form={form} />
          <Facts form={form} />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" loading={save.isPending} disabled={nobody}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface FieldsProps {
  form: UseFormReturnType<ContactValues>
}

const MOST = 10

function Person({ form }: FieldsProps) {
  const { t } = useLingui()
  const tags = { description: t`Enter after each`, acceptValueOnBlur: true, maxTags: MOST }
  return (
    <>
      <Group grow>
        <TextInput label={t`First name`} {...form.getInputProps('first_name')} />
        <TextInput label={t`Last name`} {...form.getInputProps('last_name')} />
      </Group>
      <TagsInput label={t`Phones`} {...tags} {...form.getInputProps('phones')} />
      <TagsInput label={t`E-mails`} {...tags} {...form.getInputProps('emails')} />
    </>
  )
}

function Facts({ form }: FieldsProps) {
  const { t } = useLingui()
  const price = { min: 0, hideControls: true, thousandSeparator: ' ' }
  return (
    <>
      <Group grow>
        <Select
          label={t`Intent`}
          clearable
          data={[
            { value: 'buy', label: t`Buy` },
            { value: 'sell', label: t`Sell` },
            { value: 'rent', label: t`Rent` },
            { value: 'let', label: t`Let` },
          ]}
          {...form.getInputProps('intent')}
        />
        <TextInput label={t`Place`} {...form.getInputProps('place')} />
      </Group>
      <Group grow>
        <NumberInput label={t`Price from`} {...price} {...form.getInputProps('price_min')} />
        <NumberInput label={t`Price up to`} {...price} {...form.getInputProps('price_max')} />
      </Group>
    </>
  )
}
