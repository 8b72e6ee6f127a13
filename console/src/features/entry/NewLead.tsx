import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Refused, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { meQuery } from '@/api/queries/me'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useValidatedForm } from '@/ui/forms/useValidatedForm'
import { Page, Section } from '@/ui/layout/Page'
import { words } from '@/ui/words/refusals'
import {
  DEFAULT_DESTINATION,
  Destination,
  destinationBody,
  destinationMistakes,
  type DestinationValues,
} from './Destination'
import { Person, Wanted } from './LeadFields'
import { BLANK, leadMistakes, leadOf, type LeadValues } from './leadForm'
import { useIdempotencyKey } from './useIdempotencyKey'

/** Enter a lead by hand, say where it goes, and go to it. */
export function NewLead() {
  const { t } = useLingui()
  const form = useValidatedForm<LeadValues & DestinationValues>({
    initialValues: { ...BLANK, ...DEFAULT_DESTINATION },
    validate: (values) => ({ ...leadMistakes(values), ...destinationMistakes(values) }),
  })
  const [refused, setRefused] = useState<unknown>(null)
  const enter = useEnter(useServerErrors(form, Object.keys(form.values), setRefused))

  const submit = (values: LeadValues & DestinationValues) => {
    setRefused(null)
    enter.mutate(values)
  }

  return (
    <Page title={t`New lead`} narrow>
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack gap="lg">
          <Section title={t`Who it is`}>
            <Person form={form} />
          </Section>
          <Section title={t`What they are looking for`}>
            <Wanted form={form} />
          </Section>
          <Section title={t`Source and destination`}>
            <Destination form={form} />
          </Section>
          {refused !== null && <Refusal error={refused} />}
          {Object.keys(form.errors).length > 0 && (
            <Alert color="red" variant="light" role="alert">
              <Trans>Something is missing: look at what is marked above.</Trans>
            </Alert>
          )}
          <Group justify="end">
            <Button type="submit" size="md" loading={enter.isPending}>
              <Trans>Enter the lead</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  )
}

/** Enters a lead, once however often it is sent, and goes to it; a press before it is known who signed in waits for that. */
function useEnter(onError: (error: unknown) => void) {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const keyOf = useIdempotencyKey()
  return useApiMutation(
    async (values: LeadValues & DestinationValues) => {
      const me = await queries.ensureQueryData(meQuery(api))
      const body = { ...leadOf(values), ...destinationBody(values, me.agent_id) }
      const { data, response } = await api.POST('/leads', {
        params: { header: { 'Idempotency-Key': keyOf(body) } },
        body,
      })
      return { lead: data as Shapes['Lead'], joined: response.status === 200 }
    },
    {
      touches: TOUCHED.lead,
      onSuccess: ({ lead, joined }) => {
        const message = joined
          ? t`This person was a lead already: what you entered has joined it.`
          : t`The lead is saved.`
        notifications.show({ color: joined ? 'blue' : 'green', message })
        void navigate({ to: '/leads/$leadId', params: { leadId: lead.lead_id } })
      },
      onError,
    },
  )
}

function Refusal({ error }: { error: unknown }) {
  const { i18n, t } = useLingui()
  const code = error instanceof Refused ? error.code : ''
  return (
    <Alert color="red" variant="light" role="alert" title={t`The lead was not saved`}>
      {words(error, i18n)}{' '}
      {code === 'already_in_team' && (
        <Trans>You may not see it. Your Managers see there that you tried: ask them.</Trans>
      )}
    </Alert>
  )
}
