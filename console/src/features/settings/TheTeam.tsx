import { useLingui } from '@lingui/react/macro'
import { Select, Switch, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useConsole } from '@/api/context'
import { wallOf } from '@/lib/zone'
import { Section } from '@/ui/layout/Page'
import { AccentField } from './AccentField'
import { countries, ORDER, type SettingsForm, zones } from './changes'
import { LogoField } from './LogoField'

/** What the team is called, where it is, and what it speaks. */
export function TheTeam({ form }: { form: SettingsForm }) {
  const { t, i18n } = useLingui()
  const { clock } = useConsole()
  const known = useMemo(() => zones(form.values.time_zone), [form.values.time_zone])
  const named = useMemo(() => countries(i18n.locale), [i18n.locale])
  const wall = wallOf(clock.now(), form.values.time_zone).slice(11)
  return (
    <Section id="team" title={t`Team`}>
      <TextInput
        label={t`Team name`}
        description={t`Shown at the top of every screen and in every e-mail.`}
        maxLength={80}
        required
        {...form.getInputProps('team_name')}
        error={form.values.team_name.trim() ? form.errors.team_name : t`Enter the team's name.`}
        inputWrapperOrder={ORDER}
      />
      <LogoField />
      <AccentField
        value={form.values.accent_color}
        onChange={(accent) => form.setFieldValue('accent_color', accent)}
        error={form.errors.accent_color}
      />
      <Select
        label={t`Time zone`}
        description={t`All hours and limits use this time zone; it is ${wall} there now. If you change it, special routes follow the new time; open deadlines stay.`}
        data={known}
        searchable
        limit={100}
        allowDeselect={false}
        nothingFoundMessage={t`No such time zone`}
        {...form.getInputProps('time_zone')}
        inputWrapperOrder={ORDER}
      />
      <Select
        label={t`Language`}
        description={t`The language of the team's e-mails, unless a member has chosen their own.`}
        data={[
          { value: 'es', label: 'Español' },
          { value: 'en', label: 'English' },
        ]}
        allowDeselect={false}
        {...form.getInputProps('language')}
        inputWrapperOrder={ORDER}
      />
      <Select
        label={t`Country`}
        description={t`Decides the public holidays, and how phone numbers without a prefix are read.`}
        data={named}
        searchable
        limit={100}
        allowDeselect={false}
        nothingFoundMessage={t`No such country`}
        {...form.getInputProps('country')}
        inputWrapperOrder={ORDER}
      />
      <Switch
        label={t`Show the setup checklist`}
        description={t`On the Rainmaker's dashboard, until all its steps are done.`}
        checked={!form.values.setup_hidden}
        onChange={(event) => form.setFieldValue('setup_hidden', !event.currentTarget.checked)}
      />
    </Section>
  )
}
