import { useLingui } from '@lingui/react/macro'
import { Fieldset, Grid, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Section } from '@/ui/layout/Page'
import { AgentsField } from '../fields/AgentsField'
import { ClaimField } from '../fields/ClaimField'
import { NobodyField } from '../fields/NobodyField'
import { ResponseField } from '../fields/ResponseField'
import { RuleField } from '../fields/RuleField'
import { ScheduleField } from '../schedule/ScheduleField'
import type { Route } from '../useRoutes'
import { LeadsSection } from './LeadsSection'
import { RouteFormProvider, type useRouteForm } from './RouteFormContext'
import type { RouteValues } from './routeForm'
import { Summary } from './Summary'
import { problemsOf } from './validation'

interface Props {
  form: ReturnType<typeof useRouteForm>
  onSave: (values: RouteValues) => void
  busy: boolean
  /** The routes above and below its place. */
  others: { above: Route[]; below: Route[] }
  editable: boolean
  zone: string
  more?: ReactNode
  hints?: ReactNode
}

/** The editor of a route: its fields, and a summary. Read-only unless `editable`. */
export function RouteEditor({ form, onSave, busy, others, editable, zone, more, hints }: Props) {
  const { t } = useLingui()
  const assigns = form.values.rule === 'assign_to_agent'
  return (
    <RouteFormProvider form={form}>
      <form onSubmit={form.onSubmit(onSave)} noValidate>
        <Grid gap="lg" align="start">
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Fieldset variant="unstyled" disabled={!editable} miw={0}>
              <Stack gap="lg">
                <LeadsSection />
                <Section title={t`When it takes leads`}>
                  <ScheduleField zone={zone} />
                </Section>
                <Section title={t`Who gets them`}>
                  <RuleField />
                  <AgentsField />
                  {!assigns && <ClaimField />}
                </Section>
                {!assigns && (
                  <Section title={t`When nobody takes it`}>
                    <NobodyField />
                  </Section>
                )}
                <Section title={t`After the claim`}>
                  <ResponseField />
                </Section>
              </Stack>
            </Fieldset>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 4 }} pos={{ md: 'sticky' }} top={80}>
            <Summary
              form={form.values}
              problems={problemsOf(form.values, others)}
              editable={editable}
              busy={busy}
              more={more}
              hints={hints}
            />
          </Grid.Col>
        </Grid>
      </form>
    </RouteFormProvider>
  )
}
