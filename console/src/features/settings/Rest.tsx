import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Section } from '@/ui/layout/Page'
import { useAnchor } from '@/ui/layout/useAnchor'
import type { SettingsForm } from './changes'
import { CloseReasons } from './CloseReasons'
import { LeadsHandling, Restrictions, WorkingHours } from './fields'
import { Holidays } from './Holidays'

/** The sections below what is seen first. An address may name any section: all are there once these are. */
export function Rest({ form }: { form: SettingsForm }) {
  useAnchor()
  return (
    <>
      <WorkingHours form={form} />
      <Holidays form={form} />
      <Restrictions form={form} />
      <LeadsHandling form={form} />
      <CloseReasons form={form} />
      <FirstWords />
      <PeoplesData />
      <Elsewhere />
    </>
  )
}

function FirstWords() {
  const { t } = useLingui()
  return (
    <Section id="templates" title={t`Templates`}>
      <Text size="sm">
        <Trans>Texts that everybody begins messages with, from a lead's screen.</Trans>
      </Text>
      <Anchor renderRoot={(props) => <Link to="/templates" {...props} />}>
        <Trans>The team's templates</Trans>
      </Anchor>
    </Section>
  )
}

function PeoplesData() {
  const { t } = useLingui()
  return (
    <Section id="privacy" title={t`Privacy`}>
      <Text size="sm">
        <Trans>Export or erase what is stored about a person, and set how long inactive leads are kept.</Trans>
      </Text>
      <Anchor renderRoot={(props) => <Link to="/settings/privacy" {...props} />}>
        <Trans>Privacy and people's data</Trans>
      </Anchor>
    </Section>
  )
}

function Elsewhere() {
  const { t } = useLingui()
  return (
    <Section id="other-programs" title={t`Other programs`}>
      <Text size="sm">
        <Trans>Your CRM and other programs can be told what happens to your leads.</Trans>
      </Text>
      <Anchor renderRoot={(props) => <Link to="/outbound" {...props} />}>
        <Trans>Outbound webhooks</Trans>
      </Anchor>
    </Section>
  )
}
