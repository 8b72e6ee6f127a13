import { useLingui } from '@lingui/react/macro'
import { Accordion, TextInput } from '@mantine/core'
import { Section } from '@/ui/layout/Page'
import { ConditionsField } from '../fields/ConditionsField'
import type { FieldProps } from '../fields/fieldProps'
import { SourcesField } from '../fields/SourcesField'

/** What the route is called, and which leads are for it; conditions are folded away, as few routes have any. */
export function LeadsSection(props: FieldProps) {
  const { form, change, errors } = props
  const { t } = useLingui()
  return (
    <Section title={t`Which leads`}>
      <TextInput
        label={t`Name`}
        placeholder={t`Mornings, weekend, Zillow…`}
        required
        maxLength={30}
        value={form.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
        error={errors.title}
        maw={360}
      />
      <SourcesField {...props} />
      <Accordion variant="filled" defaultValue={form.conditions.length > 0 ? 'conditions' : null}>
        <Accordion.Item value="conditions">
          <Accordion.Control>{t`More: conditions on the lead`}</Accordion.Control>
          <Accordion.Panel>
            <ConditionsField {...props} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Section>
  )
}
