import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, NumberInput, Radio, Stack, Switch, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { QuietHoursField } from '@/ui/absences/QuietHoursField'
import { Section } from '@/ui/layout/Page'
import { WindowsField } from '@/ui/forms/WindowsField'
import { ORDER, type SettingsForm } from './changes'
import { DurationField } from './DurationField'

interface Props {
  form: SettingsForm
}

/** When the team works. */
export function WorkingHours({ form }: Props) {
  const { t } = useLingui()
  return (
    <Section id="hours" title={t`Working hours`}>
      <Text size="sm" c="dimmed">
        <Trans>Time to claim and time to respond run only within them, on routes that are set to working hours.</Trans>
      </Text>
      <WindowsField
        label={t`The team works`}
        windows={form.values.working_hours}
        zone={form.values.time_zone}
        none={t`Always`}
        onChange={(windows) => form.setFieldValue('working_hours', windows)}
      />
      <QuietHoursField
        quiet={form.values.quiet_hours}
        onChange={(quiet) => form.setFieldValue('quiet_hours', quiet)}
        error={form.errors.quiet_hours}
      />
    </Section>
  )
}

/** Who sees and may do what. */
export function Restrictions({ form }: Props) {
  const { t } = useLingui()
  return (
    <Section id="restrictions" title={t`Advanced restrictions`}>
      <Radio.Group
        label={t`What agents see`}
        description={t`A member may have their own setting. Managers and the Rainmaker see everything.`}
        {...form.getInputProps('agents_see')}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="own" label={t`Only their own: what is offered to them and what they own.`} />
          <Radio value="team" label={t`The whole team's leads, others' without e-mail and phone.`} />
        </Stack>
      </Radio.Group>
      <Switch
        label={t`Agents see the pool`}
        description={t`They may look at the leads that nobody has, and claim them.`}
        {...form.getInputProps('agents_see_pool', { type: 'checkbox' })}
      />
      <Switch
        label={t`Hide the contact until it is claimed`}
        description={t`Of an offered or pooled lead, agents see no e-mail, no phone, no message and no last name before they claim it.`}
        {...form.getInputProps('hide_contact_until_claimed', { type: 'checkbox' })}
      />
      <Switch
        label={t`Managers may export`}
        description={t`They may download the report as a file.`}
        {...form.getInputProps('managers_export', { type: 'checkbox' })}
      />
      <Anchor size="sm" renderRoot={(props) => <Link to="/roles" {...props} />}>
        <Trans>What each role may do</Trans>
      </Anchor>
    </Section>
  )
}

/** How repeat leads and unrouted leads are handled. */
export function LeadsHandling({ form }: Props) {
  const { t } = useLingui()
  return (
    <Section id="leads" title={t`Leads`}>
      <Radio.Group label={t`A person who asks again`} {...form.getInputProps('repeat_leads')}>
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
        value={form.values.hold_hours}
        min={0}
        max={96}
        allowDecimal={false}
        clampBehavior="strict"
        onChange={(value) => typeof value === 'number' && form.setFieldValue('hold_hours', value)}
        error={form.errors.hold_hours}
        inputWrapperOrder={ORDER}
      />
      <DurationField
        label={t`Warning after`}
        description={t`Who waits this long for an answer is marked on the dashboard, and so is a lead whose owner has done nothing yet.`}
        seconds={form.values.warn_after_seconds}
        onChange={(seconds) => form.setFieldValue('warn_after_seconds', seconds)}
      />
      <DurationField
        label={t`Attention after`}
        description={t`When a conversation has been open this long, Managers are told that it needs attention.`}
        seconds={form.values.attention_after_seconds}
        onChange={(seconds) => form.setFieldValue('attention_after_seconds', seconds)}
      />
      <Radio.Group label={t`For both`} {...form.getInputProps('waiting_clock')}>
        <Stack gap="xs" mt={4}>
          <Radio value="always" label={t`all time counts.`} />
          <Radio value="working" label={t`only the working hours count.`} />
        </Stack>
      </Radio.Group>
      <NumberInput
        label={t`Close quiet conversations after, in days`}
        description={t`A conversation in which the team spoke last closes itself when nothing has been done about the lead for so long. One who waits for an answer is never closed, and the lead stays as it is. 0: none closes itself.`}
        value={form.values.close_quiet_after_days}
        min={0}
        max={365}
        allowDecimal={false}
        clampBehavior="strict"
        onChange={(value) => typeof value === 'number' && form.setFieldValue('close_quiet_after_days', value)}
        error={form.errors.close_quiet_after_days}
        inputWrapperOrder={ORDER}
      />
      <DurationField
        label={t`Target for claiming`}
        description={t`The report shows how many leads were claimed within this time.`}
        seconds={form.values.claim_target_seconds}
        onChange={(seconds) => form.setFieldValue('claim_target_seconds', seconds)}
      />
    </Section>
  )
}
