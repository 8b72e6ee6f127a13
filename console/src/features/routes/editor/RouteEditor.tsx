import { useLingui } from '@lingui/react/macro'
import { Fieldset, Grid, Stack } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Section } from '@/ui/layout/Page'
import { AgentsField } from '../fields/AgentsField'
import { ClaimField } from '../fields/ClaimField'
import type { RouteForm } from './routeForm'
import type { FieldProps } from '../fields/fieldProps'
import { LeadsSection } from './LeadsSection'
import { NobodyField } from '../fields/NobodyField'
import { type Part, type Problem, problemsOf } from './validation'
import { refusedParts } from './refusedFields'
import { ResponseField } from '../fields/ResponseField'
import { RuleField } from '../fields/RuleField'
import { ScheduleField } from '../schedule/ScheduleField'
import { Summary } from './Summary'
import type { Route } from '../useRoutes'

interface Props {
  form: RouteForm
  onChange: (form: RouteForm) => void
  onSave: () => void
  busy: boolean
  /** Why it was not saved, if it was not. */
  refused: unknown
  /** The routes above and below its place. */
  others: { above: Route[]; below: Route[] }
  may: boolean
  zone: string
  more?: ReactNode
  hints?: ReactNode
}

/** A route, written: its parts, and beside them what it does. Who may not change it reads it. */
export function RouteEditor({ form, onChange, onSave, busy, refused, others, may, zone, more, hints }: Props) {
  const { t, i18n } = useLingui()
  const [tried, setTried] = useState(false)
  const problems = problemsOf(form, others)
  const stopping = problems.filter((one) => one.stops)
  const errors: FieldProps['errors'] = {
    ...refusedParts(refused, i18n),
    ...(tried ? said(byPart(stopping), (words) => i18n._(words)) : {}),
  }
  const change = (changes: Partial<RouteForm>) => onChange({ ...form, ...changes })

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (stopping.length === 0) onSave()
  }

  const field: FieldProps = { form, change, errors }
  return (
    <form onSubmit={submit} noValidate>
      <Grid gap="lg" align="start">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Fieldset variant="unstyled" disabled={!may} miw={0}>
            <Stack gap="lg">
              <LeadsSection {...field} />
              <Section title={t`When it takes leads`}>
                <ScheduleField {...field} zone={zone} />
              </Section>
              <Section title={t`Who gets them`}>
                <RuleField {...field} />
                <AgentsField {...field} />
                {form.rule !== 'assign_to_agent' && <ClaimField {...field} />}
              </Section>
              {form.rule !== 'assign_to_agent' && (
                <Section title={t`When nobody takes it`}>
                  <NobodyField {...field} />
                </Section>
              )}
              <Section title={t`After the claim`}>
                <ResponseField {...field} />
              </Section>
            </Stack>
          </Fieldset>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }} pos={{ md: 'sticky' }} top={80}>
          <Summary form={form} problems={problems} may={may} busy={busy} more={more} hints={hints} />
        </Grid.Col>
      </Grid>
    </form>
  )
}

type Words = Problem['words']

function byPart(problems: Problem[]): Partial<Record<Part, Words>> {
  return Object.fromEntries(problems.map(({ part, words }) => [part, words]))
}

function said(by: Partial<Record<Part, Words>>, say: (words: Words) => string): Partial<Record<Part, string>> {
  return Object.fromEntries(Object.entries(by).map(([part, words]) => [part, say(words)]))
}
