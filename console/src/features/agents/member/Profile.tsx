import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { Section } from '@/ui/layout/Page'
import { ROLES } from '@/ui/words/states'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { WindowsField } from '@/ui/forms/WindowsField'
import { type ProfileTyped, patchOf, profileOf } from './profileForm'
import type { Member } from '../useAgents'

interface Props {
  member: Member
  zone: string
}

/** Who a member is, when they work and what they may: for the Rainmaker to change. */
export function Profile({ member, zone }: Props) {
  const { t } = useLingui()
  const known = profileOf(member)
  return (
    <Section title={t`Profile`}>
      <ProfileForm key={JSON.stringify(known)} member={member} zone={zone} />
    </Section>
  )
}

interface FieldsProps {
  form: ProfileTyped
  onChange: (changes: Partial<ProfileTyped>) => void
}

function ProfileForm({ member, zone }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const [form, setForm] = useState(() => profileOf(member))
  const change = (changes: Partial<ProfileTyped>) => setForm({ ...form, ...changes })
  const save = useApiMutation(
    () => {
      const params = { path: { agent_id: member.agent_id }, header: { 'If-Match': `"${member.version}"` } }
      return body(api.PATCH('/agents/{agent_id}', { params, body: patchOf(form) }))
    },
    { touches: TOUCHED.member, success: t`Saved.` },
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Stack component="form" onSubmit={submit}>
      <WhoFields form={form} onChange={change} />
      <WindowsField
        label={t`Hours`}
        windows={form.hours}
        zone={zone}
        onChange={(hours) => change({ hours })}
        none={t`Works always: leads may come at any hour.`}
      />
      <MayFields form={form} onChange={change} />
      <Group justify="end">
        <Button type="submit" loading={save.isPending}>
          <Trans>Save profile</Trans>
        </Button>
      </Group>
    </Stack>
  )
}

function WhoFields({ form, onChange }: FieldsProps) {
  const { t, i18n } = useLingui()
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        label={t`First name`}
        required
        maxLength={80}
        value={form.first_name}
        onChange={(event) => onChange({ first_name: event.currentTarget.value })}
      />
      <TextInput
        label={t`Last name`}
        required
        maxLength={80}
        value={form.last_name}
        onChange={(event) => onChange({ last_name: event.currentTarget.value })}
      />
      <TextInput
        type="tel"
        label={t`Phone`}
        maxLength={32}
        value={form.phone}
        onChange={(event) => onChange({ phone: event.currentTarget.value })}
      />
      <Select
        label={t`Role`}
        allowDeselect={false}
        data={(['agent', 'manager', 'rainmaker'] as const).map((role) => ({ value: role, label: i18n._(ROLES[role]) }))}
        value={form.role}
        onChange={(role) => role && onChange({ role: role as ProfileTyped['role'] })}
      />
    </SimpleGrid>
  )
}

function MayFields({ form, onChange }: FieldsProps) {
  const { t } = useLingui()
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Select
        label={t`Sees`}
        description={t`Which leads an Agent may read.`}
        allowDeselect={false}
        data={[
          { value: '', label: t`As the team's settings say` },
          { value: 'own', label: t`Their own leads` },
          { value: 'team', label: t`The whole team's leads` },
        ]}
        value={form.sees}
        onChange={(sees) => onChange({ sees: (sees ?? '') as ProfileTyped['sees'] })}
      />
      <NumberInput
        label={t`Pause after missed offers`}
        description={t`So many missed in a row pause them until they are back.`}
        placeholder={t`Never`}
        min={1}
        max={100}
        allowDecimal={false}
        value={form.pause_after_missed}
        onChange={(value) => onChange({ pause_after_missed: value === '' ? '' : Number(value) })}
      />
      <Checkbox
        label={t`May hand over leads`}
        checked={form.may_hand_over}
        onChange={(event) => onChange({ may_hand_over: event.currentTarget.checked })}
      />
    </SimpleGrid>
  )
}
