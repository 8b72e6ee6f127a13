import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import type { LeadShown } from '../useLead'

/** Put right what is known of the person, and of what they are looking for. */
export function EditContact({ lead, onClose }: { lead: LeadShown; onClose: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const [contact, setContact] = useState(lead.contact)
  const [facts, setFacts] = useState(lead.attributes)
  const save = useApiMutation(
    (sent: Shapes['LeadPatch']) => {
      const params = { path: { lead_id: lead.lead_id }, header: { 'If-Match': `"${lead.version}"` } }
      return body(api.PATCH('/leads/{lead_id}', { params, body: sent }))
    },
    { touches: TOUCHED.contact, success: t`Saved.`, onSuccess: onClose },
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    const { first_name, last_name, emails, phones } = contact
    const changed = JSON.stringify(facts) !== JSON.stringify(lead.attributes)
    save.mutate({ contact: { first_name, last_name, emails, phones }, ...(changed ? { attributes: facts } : {}) })
  }
  const nobody = !contact.first_name && !contact.last_name && contact.emails.length + contact.phones.length === 0
  return (
    <Modal opened onClose={onClose} title={t`Edit the contact`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <Stack component="form" onSubmit={submit}>
        <Person contact={contact} onChange={setContact} />
        <Facts facts={facts} onChange={setFacts} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={save.isPending} disabled={nobody}>
            <Trans>Save</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

type Contact = LeadShown['contact']
const MOST = 10

function Person({ contact, onChange }: { contact: Contact; onChange: (contact: Contact) => void }) {
  const { t } = useLingui()
  const change = (part: Partial<Contact>) => onChange({ ...contact, ...part })
  return (
    <>
      <Group grow>
        <TextInput
          label={t`First name`}
          value={contact.first_name}
          onChange={(event) => change({ first_name: event.currentTarget.value })}
        />
        <TextInput
          label={t`Last name`}
          value={contact.last_name}
          onChange={(event) => change({ last_name: event.currentTarget.value })}
        />
      </Group>
      <TagsInput
        label={t`Phones`}
        description={t`Enter after each`}
        acceptValueOnBlur
        maxTags={MOST}
        value={contact.phones}
        onChange={(phones) => change({ phones })}
      />
      <TagsInput
        label={t`E-mails`}
        description={t`Enter after each`}
        acceptValueOnBlur
        maxTags={MOST}
        value={contact.emails}
        onChange={(emails) => change({ emails })}
      />
    </>
  )
}

type Attributes = LeadShown['attributes']

function Facts({ facts, onChange }: { facts: Attributes; onChange: (facts: Attributes) => void }) {
  const { t } = useLingui()
  const text = (name: string) => (typeof facts[name] === 'string' ? (facts[name] as string) : '')
  const change = (name: string, value: string | number | null) => {
    const kept = Object.entries({ ...facts, [name]: value }).filter(([, one]) => one !== null && one !== '')
    onChange(Object.fromEntries(kept))
  }
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
          value={text('intent') || null}
          onChange={(intent) => change('intent', intent)}
        />
        <TextInput
          label={t`Place`}
          value={text('place')}
          onChange={(event) => change('place', event.currentTarget.value)}
        />
      </Group>
      <Group grow>
        {(['price_min', 'price_max'] as const).map((name) => (
          <NumberInput
            key={name}
            label={name === 'price_min' ? t`Price from` : t`Price up to`}
            min={0}
            hideControls
            thousandSeparator=" "
            value={Number(facts[name]) || ''}
            onChange={(price) => change(name, price)}
          />
        ))}
      </Group>
    </>
  )
}
