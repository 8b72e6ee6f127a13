import { Trans, useLingui } from '@lingui/react/macro'
import { Button, CloseButton, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { Section } from '@/ui/layout/Page'
import { OUTCOMES } from '@/ui/words/reasons'
import type { SettingsForm } from './changes'

type Reason = Shapes['CloseReason']
type Outcome = keyof typeof OUTCOMES

const MOST = 10 // in use under an outcome, the API's bound

/** The team's own reasons for closing a lead, under each outcome. They are archived, not deleted. */
export function CloseReasons({ form }: { form: SettingsForm }) {
  const { t, i18n } = useLingui()
  const all = form.values.close_reasons ?? []
  const put = (reasons: Reason[]) => form.setFieldValue('close_reasons', reasons)
  return (
    <Section id="close-reasons" title={t`Reasons for closing`}>
      <Text size="sm" c="dimmed">
        <Trans>Whoever closes a lead can choose one of them. What is closed already keeps its reason.</Trans>
      </Text>
      {(Object.keys(OUTCOMES) as Outcome[]).map((outcome) => (
        <Under key={outcome} title={i18n._(OUTCOMES[outcome])} outcome={outcome} all={all} form={form} onChange={put} />
      ))}
      {form.errors.close_reasons && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {form.errors.close_reasons}
        </Text>
      )}
    </Section>
  )
}

interface UnderProps {
  title: string
  outcome: Outcome
  all: Reason[]
  form: SettingsForm
  onChange: (reasons: Reason[]) => void
}

/** The reasons under an outcome. */
function Under({ title, outcome, all, form, onChange }: UnderProps) {
  const { t } = useLingui()
  const here = all.filter((one) => one.outcome === outcome)
  const used = here.filter((one) => !one.archived)
  const saved = new Set(form.getInitialValues().close_reasons?.map((one) => one.reason_id))
  const change = (id: string, changed: Partial<Reason>) =>
    onChange(all.map((one) => (one.reason_id === id ? { ...one, ...changed } : one)))
  const archive = (id: string) =>
    saved.has(id) ? change(id, { archived: true }) : onChange(all.filter((one) => one.reason_id !== id))
  const add = () => onChange([...all, { reason_id: newId(), outcome, name: '', archived: false }])
  return (
    <Fieldset legend={title}>
      <Stack gap="xs">
        {used.map(({ reason_id, name }) => (
          <Group key={reason_id} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={t`Reason`}
              value={name}
              maxLength={60}
              required
              flex={1}
              onChange={(event) => change(reason_id, { name: event.currentTarget.value })}
            />
            <CloseButton size="lg" aria-label={t`Archive the reason`} onClick={() => archive(reason_id)} />
          </Group>
        ))}
        {here
          .filter((one) => one.archived)
          .map(({ reason_id, name }) => (
            <Group key={reason_id} gap="xs" justify="space-between" wrap="nowrap">
              <Text size="sm" c="dimmed" truncate>
                <Trans>{name} (archived)</Trans>
              </Text>
              <Button
                variant="subtle"
                size="compact-sm"
                flex="none"
                disabled={used.length >= MOST}
                onClick={() => change(reason_id, { archived: false })}
              >
                <Trans>Restore</Trans>
              </Button>
            </Group>
          ))}
        <Group>
          <Button variant="light" size="compact-sm" disabled={used.length >= MOST} onClick={add}>
            <Trans>Add a reason</Trans>
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}

const newId = () => `reason_${crypto.randomUUID().replaceAll('-', '')}`
