import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, MultiSelect, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { Section } from '@/ui/layout/Page'
import { ROLES } from '@/ui/words/states'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { WindowsField } from '@/ui/forms/WindowsField'
import { patchOf, type ProfileValues, profileOf } from './profileForm'
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

const LANGUAGES: Member['languages'] = [
  ...(['es', 'en', 'de', 'fr', 'it', 'nl', 'pt', 'ca', 'eu', 'gl', 'ar', 'da', 'no'] as const),
  ...(['pl', 'ro', 'ru', 'sv', 'uk', 'zh'] as const),
]

interface FieldsProps {
  form: UseFormReturnType<ProfileValues>
}

function ProfileForm({ member, zone }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const form = useForm({ initialValues: profileOf(member) })
  const save = useApiMutation(
    (values: ProfileValues) => {
      const params = { path: { agent_id: member.agent_id }, header: { 'If-Match': `"${member.version}"` } }
      return body(api.PATCH('/agents/{agent_id}', { params, body: patchOf(values) }))
    },
    { touches: TOUCHED.member, success: t`Saved.`, onError: useServerErrors(form, Object.keys(form.values)) },
  )
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <WhoFields form={form} />
        <WindowsField
          label={t`Hours`}
          windows={form.values.hours}
          zone={zone}
          onChange={(hours) => form.setFieldValue('hours', hours)}
          none={t`Works always: leads may come at any hour.`}
        />
        <MayFields form={form} />
        <Group justify="end">
          <Button type="submit" loading={save.isPending}>
            <Trans>Save profile</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function WhoFields({ form }: FieldsProps) {
  const { t, i18n } = useLingui()
  const nameOf = new Intl.DisplayNames(i18n.locale, { type: 'language' })
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput label={t`First name`} required maxLength={80} {...form.getInputProps('first_name')} />
      <TextInput label={t`Last name`} required maxLength={80} {...form.getInputProps('last_name')} />
      <TextInput type="tel" label={t`Phone`} maxLength={32} {...form.getInputProps('phone')} />
      <Select
        label={t`Time zone`}
        placeholder={t`The team's`}
        data={Intl.supportedValuesOf('timeZone')}
        searchable
        clearable
        limit={100}
        nothingFoundMessage={t`No such time zone`}
        {...form.getInputProps('time_zone')}
      />
      <Select
        label={t`Role`}
        allowDeselect={false}
        data={(['agent', 'manager', 'rainmaker'] as const).map((role) => ({ value: role, label: i18n._(ROLES[role]) }))}
        {...form.getInputProps('role')}
      />
      <MultiSelect
        label={t`Languages`}
        description={t`What they speak with people. Whoever gives them a lead in another language is told.`}
        placeholder={form.values.languages.length === 0 ? t`Not told` : ''}
        searchable
        data={LANGUAGES.map((code) => ({ value: code, label: nameOf.of(code) ?? code }))}
        {...form.getInputProps('languages')}
      />
    </SimpleGrid>
  )
}

function MayFields({ form }: FieldsProps) {
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
        {...form.getInputProps('sees')}
      />
      <NumberInput
        label={t`Pause after missed offers`}
        description={t`After this many missed in a row they are paused until they are back.`}
        placeholder={t`Never`}
        min={1}
        max={100}
        allowDecimal={false}
        {...form.getInputProps('pause_after_missed')}
      />
      <Checkbox label={t`May hand over leads`} {...form.getInputProps('may_hand_over', { type: 'checkbox' })} />
    </SimpleGrid>
  )
}
