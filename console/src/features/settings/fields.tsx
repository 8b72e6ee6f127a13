import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, NumberInput, Radio, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useConsole } from '@/api/context'
import { wallOf } from '@/lib/zone'
import { Section } from '@/ui/layout/Page'
import { WindowsField } from '@/ui/forms/WindowsField'
import { countries, type Patch, type Settings, zones } from './changes'
import { DurationField } from './DurationField'

interface Props {
  shown: Settings
  change: (changes: Patch) => void
}

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** What the team is called, where it is, and what it speaks. */
export function TheTeam({ shown, change }: Props) {
  const { t, i18n } = useLingui()
  const { clock } = useConsole()
  const wall = wallOf(clock.now(), shown.time_zone).slice(11)
  return (
    <Section title={t`Team`}>
      <TextInput
        label={t`Team name`}
        description={t`It stands at the top of every screen and in every e-mail.`}
        value={shown.team_name}
        maxLength={80}
        required
        error={shown.team_name.trim() ? null : t`A team has a name.`}
        onChange={(event) => change({ team_name: event.currentTarget.value })}
        inputWrapperOrder={ORDER}
      />
      <Select
        label={t`Time zone`}
        description={t`All windows, hours and limits are read by these clocks; there it is ${wall} now. With a change, special routes switch by the new clocks; open deadlines stay.`}
        data={zones(shown.time_zone)}
        value={shown.time_zone}
        searchable
        limit={100}
        allowDeselect={false}
        nothingFoundMessage={t`No such time zone`}
        onChange={(zone) => zone && change({ time_zone: zone })}
        inputWrapperOrder={ORDER}
      />
      <Select
        label={t`Language`}
        description={t`What the team's e-mails are written in, unless a member has chosen their own.`}
        data={[
          { value: 'es', label: 'Español' },
          { value: 'en', label: 'English' },
        ]}
        value={shown.language}
        allowDeselect={false}
        onChange={(language) => language && change({ language: language as Settings['language'] })}
        inputWrapperOrder={ORDER}
      />
      <Select
        label={t`Country`}
        description={t`Whose public holidays the coverage marks, and how phone numbers without a prefix are read.`}
        data={countries(i18n.locale)}
        value={shown.country}
        searchable
        limit={100}
        allowDeselect={false}
        nothingFoundMessage={t`No such country`}
        onChange={(country) => country && change({ country })}
        inputWrapperOrder={ORDER}
      />
    </Section>
  )
}

/** When the team works. */
export function WorkingHours({ shown, change }: Props) {
  const { t } = useLingui()
  return (
    <Section title={t`Working hours`}>
      <Text size="sm" c="dimmed">
        <Trans>Time to claim and time to respond run only within them, on routes that are set to working hours.</Trans>
      </Text>
      <WindowsField
        label={t`The team works`}
        windows={shown.working_hours}
        zone={shown.time_zone}
        none={t`Always`}
        onChange={(windows) => change({ working_hours: windows })}
      />
    </Section>
  )
}

/** Who sees and may do what. */
export function Restrictions({ shown, change }: Props) {
  const { t } = useLingui()
  return (
    <Section title={t`Advanced restrictions`}>
      <Radio.Group
        label={t`What agents see`}
        description={t`A member may have a value of their own. Managers and the Rainmaker see everything.`}
        value={shown.agents_see}
        onChange={(sees) => change({ agents_see: sees as Settings['agents_see'] })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="own" label={t`Only their own: what is offered to them and what they own.`} />
          <Radio value="team" label={t`The whole team's leads, others' without e-mail and phone.`} />
        </Stack>
      </Radio.Group>
      <Switch
        label={t`Agents see the pool`}
        description={t`They may look at the leads that nobody has, and claim them.`}
        checked={shown.agents_see_pool}
        onChange={(event) => change({ agents_see_pool: event.currentTarget.checked })}
      />
      <Switch
        label={t`Hide the contact until it is claimed`}
        description={t`Of an offered or pooled lead, agents see no e-mail, no phone, no message and no last name before they claim it.`}
        checked={shown.hide_contact_until_claimed}
        onChange={(event) => change({ hide_contact_until_claimed: event.currentTarget.checked })}
      />
      <Switch
        label={t`Managers may export`}
        description={t`They may take the report with them as a file.`}
        checked={shown.managers_export}
        onChange={(event) => change({ managers_export: event.currentTarget.checked })}
      />
      <Anchor size="sm" renderRoot={(props) => <Link to="/roles" {...props} />}>
        <Trans>What each role may do</Trans>
      </Anchor>
    </Section>
  )
}

/** What becomes of leads that come back, or find nobody. */
export function LeadsHandling({ shown, change }: Props) {
  const { t } = useLingui()
  return (
    <Section title={t`Leads`}>
      <Radio.Group
        label={t`A person who asks again`}
        value={shown.repeat_leads}
        onChange={(to) => change({ repeat_leads: to as Settings['repeat_leads'] })}
      >
        <Stack gap="xs" mt="xs">
          <Radio
            value="same_owner"
            label={t`is the same lead as before: its owner is told, and where it was closed it opens again for them.`}
          />
          <Radio value="route" label={t`is a new lead, and goes through routing like any other.`} />
        </Stack>
      </Radio.Group>
      <NumberInput
        label={t`Hold until a route opens, in hours`}
        description={t`A lead that comes outside all windows waits in the pool and goes through routing when a route opens within this time. 0: it is not held.`}
        value={shown.hold_hours}
        min={0}
        max={96}
        allowDecimal={false}
        clampBehavior="strict"
        onChange={(value) => typeof value === 'number' && change({ hold_hours: value })}
        inputWrapperOrder={ORDER}
      />
      <DurationField
        label={t`Attention after`}
        description={t`When somebody waits this long for an answer, Managers are told that the conversation needs attention.`}
        seconds={shown.attention_after_seconds}
        onChange={(seconds) => change({ attention_after_seconds: seconds })}
      />
    </Section>
  )
}
