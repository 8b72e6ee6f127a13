import { useLingui } from '@lingui/react/macro'
import { Fieldset, Grid, Stack } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { Section } from '@/ui/layout/Page'
import { AgentsField } from '../fields/AgentsField'
import { ClaimField } from '../fields/ClaimField'
import { NobodyField } from '../fields/NobodyField'
import { ResponseField } from '../fields/ResponseField'
import { RuleField } from '../fields/RuleField'
import { ScheduleField } from '../schedule/ScheduleField'
import type { Route } from '../useRoutes'
import classes from './Reading.module.css'
import { LeadsSection } from './LeadsSection'
import { firstOf, goToPart, Part } from './Part'
import { RouteFormProvider, type useRouteForm } from './RouteFormContext'
import type { RouteValues } from './routeForm'
import { SaveBar } from './SaveBar'
import { Summary } from './Summary'
import { problemsOf } from './validation'

interface Props {
  form: ReturnType<typeof useRouteForm>
  onSave: (values: RouteValues) => void
  busy: boolean
  /** What saving came to, if it was refused. */
  failure: unknown
  /** The routes above and below its place. */
  others: { above: Route[]; below: Route[] }
  editable: boolean
  /** Whether it is not on the list yet: then there is something to save before anything is changed. */
  fresh?: boolean
  zone: string
  hints?: ReactNode
}

/** The editor of a route: its fields, and a summary. Read-only unless `editable`. */
export function RouteEditor({ form, onSave, busy, failure, others, editable, fresh, zone, hints }: Props) {
  const { t } = useLingui()
  const frame = useRef<HTMLFormElement>(null)
  const go = (part: string | undefined) => void (part && goToPart(frame.current, part))
  useRefusedPart(busy, form.errors, go)
  const dirty = form.isDirty()
  const assigns = form.values.rule === 'assign_to_agent'
  return (
    <RouteFormProvider form={form}>
      <form
        ref={frame}
        onSubmit={form.onSubmit(onSave, ({ ...errors }) => go(firstOf(Object.keys(errors))))}
        noValidate
      >
        <Grid gap="lg" align="start">
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Fieldset
              variant="unstyled"
              disabled={!editable}
              miw={0}
              className={editable ? '' : (classes.reading ?? '')}
            >
              <Stack gap="lg">
                <LeadsSection />
                <Section title={t`When it takes leads`}>
                  <ScheduleField zone={zone} />
                </Section>
                <Section title={t`Who gets them`}>
                  <Part name="rule">
                    <RuleField />
                  </Part>
                  <Part name="agents">
                    <AgentsField />
                  </Part>
                  {!assigns && (
                    <Part name="claim_seconds">
                      <ClaimField />
                    </Part>
                  )}
                </Section>
                {!assigns && (
                  <Section title={t`When nobody takes it`}>
                    <Part name="when_nobody">
                      <NobodyField />
                    </Part>
                  </Section>
                )}
                <Section title={t`After the claim`}>
                  <Part name="response">
                    <ResponseField />
                  </Part>
                </Section>
              </Stack>
            </Fieldset>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 4 }} pos={{ md: 'sticky' }} top={80}>
            <Summary
              form={form.values}
              problems={problemsOf(form.values, others)}
              editable={editable}
              onGo={go}
              hints={hints}
            />
          </Grid.Col>
        </Grid>
        {editable && (fresh || dirty || busy || Boolean(failure)) && (
          <SaveBar errors={form.errors} failure={failure} dirty={dirty} busy={busy} onGo={go} />
        )}
      </form>
    </RouteFormProvider>
  )
}

/** When the API has refused parts of the form, go to the first of them. */
function useRefusedPart(busy: boolean, errors: Record<string, unknown>, go: (part: string | undefined) => void) {
  const latest = useRef({ errors, go })
  const before = useRef(busy)
  useEffect(() => {
    latest.current = { errors, go }
  })
  useEffect(() => {
    if (before.current && !busy) latest.current.go(firstOf(Object.keys(latest.current.errors)))
    before.current = busy
  }, [busy])
}
