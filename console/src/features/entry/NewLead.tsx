import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Refused, type Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { Page, Section } from '@/ui/layout/Page'
import { words } from '@/ui/words/refusals'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { BLANK, leadOf, mistakesOf } from './leadForm'
import { Person, Wanted } from './LeadFields'
import { useIdempotencyKey } from './useIdempotencyKey'
import { DEFAULT_DESTINATION, isComplete, destinationBody, Destination } from './Destination'

/** Enter a lead by hand, say where it goes, and go to it. */
export function NewLead() {
  const { t } = useLingui()
  const me = useMe()
  const [draft, setDraft] = useState(BLANK)
  const [destination, setDestination] = useState(DEFAULT_DESTINATION)
  const [tried, setTried] = useState(false)
  const { enter, refused } = useEnter()
  const mistakes = mistakesOf(draft)
  const shown = tried ? mistakes : []

  function send(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (me.data && mistakes.length === 0 && isComplete(destination))
      enter.mutate({ ...leadOf(draft), ...destinationBody(destination, me.data.agent_id) })
  }

  return (
    <Page title={t`New lead`} narrow>
      <form onSubmit={send} noValidate>
        <Stack gap="lg">
          <Section title={t`Who it is`}>
            <Person draft={draft} onChange={setDraft} mistakes={shown} />
          </Section>
          <Section title={t`What they are looking for`}>
            <Wanted draft={draft} onChange={setDraft} mistakes={shown} />
          </Section>
          <Section title={t`Where from and where to`}>
            <Destination destination={destination} onChange={setDestination} wrong={tried} />
          </Section>
          {refused !== null && <Refusal error={refused} />}
          {tried && (mistakes.length > 0 || !isComplete(destination)) && (
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

/** Enters a lead, once however often it is sent, and goes to it. */
function useEnter() {
  const { t } = useLingui()
  const { api } = useConsole()
  const navigate = useNavigate()
  const keyOf = useIdempotencyKey()
  const [refused, setRefused] = useState<unknown>(null)
  const enter = useApiMutation(
    async (body: Shapes['LeadBody']) => {
      setRefused(null)
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
          : t`The lead is entered.`
        notifications.show({ color: joined ? 'blue' : 'green', message })
        void navigate({ to: '/leads/$leadId', params: { leadId: lead.lead_id } })
      },
      onError: setRefused,
    },
  )
  return { enter, refused }
}

function Refusal({ error }: { error: unknown }) {
  const { i18n, t } = useLingui()
  const code = error instanceof Refused ? error.code : ''
  return (
    <Alert color="red" variant="light" role="alert" title={t`The lead was not entered`}>
      {words(error, i18n)}{' '}
      {code === 'already_in_team' && (
        <Trans>You may not see it. Your managers read in it that you tried: ask them.</Trans>
      )}
    </Alert>
  )
}
