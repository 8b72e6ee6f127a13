import { useLingui } from '@lingui/react/macro'
import { Accordion, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Section } from '@/ui/layout/Page'
import { ConditionsField } from '../fields/ConditionsField'
import { Part } from './Part'
import { useRouteFormContext } from './RouteFormContext'
import { SourcesField } from '../fields/SourcesField'

/** What the route is called, and which leads are for it; conditions are folded away, as few routes have any. */
export function LeadsSection() {
  const form = useRouteFormContext()
  const { t } = useLingui()
  const [open, setOpen] = useState(form.values.conditions.length > 0 ? 'conditions' : null)
  return (
    <Section title={t`Which leads`}>
      <Part name="title">
        <TextInput
          label={t`Name`}
          placeholder={t`Mornings, weekend, Zillow…`}
          required
          maxLength={30}
          maw={360}
          {...form.getInputProps('title')}
        />
      </Part>
      <Part name="sources">
        <SourcesField />
      </Part>
      <Part name="conditions">
        <Accordion
          {...(form.values.conditions.length === 0 ? { 'data-changes': true } : {})}
          variant="filled"
          value={form.errors.conditions ? 'conditions' : open}
          onChange={setOpen}
        >
          <Accordion.Item value="conditions">
            <Accordion.Control>{t`More: conditions on the lead`}</Accordion.Control>
            <Accordion.Panel>
              <ConditionsField />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      </Part>
    </Section>
  )
}
