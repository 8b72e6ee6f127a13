import { useLingui } from '@lingui/react/macro'
import { Accordion, TextInput } from '@mantine/core'
import { Section } from '@/ui/layout/Page'
import { ConditionsField } from '../fields/ConditionsField'
import { useRouteFormContext } from './RouteFormContext'
import { SourcesField } from '../fields/SourcesField'

/** What the route is called, and which leads are for it; conditions are folded away, as few routes have any. */
export function LeadsSection() {
  const form = useRouteFormContext()
  const { t } = useLingui()
  return (
    <Section title={t`Which leads`}>
      <TextInput
        label={t`Name`}
        placeholder={t`Mornings, weekend, Zillow…`}
        required
        maxLength={30}
        maw={360}
        {...form.getInputProps('title')}
      />
      <SourcesField />
      <Accordion variant="filled" defaultValue={form.values.conditions.length > 0 ? 'conditions' : null}>
        <Accordion.Item value="conditions">
          <Accordion.Control>{t`More: conditions on the lead`}</Accordion.Control>
          <Accordion.Panel>
            <ConditionsField />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Section>
  )
}
