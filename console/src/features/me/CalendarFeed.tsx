import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { body } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { configQuery } from '@/api/queries/settings'
import { absolute } from '@/lib/absolute'
import { when } from '@/lib/locale'
import { SecretsDialog } from '@/ui/feedback/SecretsDialog'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { Section } from '@/ui/layout/Page'

/** My shifts and tasks in another calendar: the address to subscribe to, which is shown once. */
export function CalendarFeed({ me }: { me: Me }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const confirm = useConfirm()
  const config = useQuery(configQuery())
  const [path, setPath] = useState<string>()
  const make = useApiMutation(() => body(api.POST('/me/calendar')), {
    touches: [KEYS.me, KEYS.audit],
    onSuccess: (made) => setPath(made.path),
  })
  const end = useApiMutation(() => api.DELETE('/me/calendar'), {
    touches: [KEYS.me, KEYS.audit],
    success: t`Your calendar address no longer works.`,
  })
  const since = me.calendar_made_at
  const about = t`Calendars that use the present address get nothing more from Relevo.`
  const renew = { title: t`Make a new address?`, about, verb: t`Make a new address`, onYes: () => make.mutate() }
  const stop = { title: t`End the address?`, about, verb: t`End the address`, danger: true, onYes: () => end.mutate() }
  return (
    <Section
      title={t`Calendar`}
      actions={
        <>
          {since && (
            <Button variant="default" onClick={() => confirm(stop)} loading={end.isPending}>
              <Trans>End the address</Trans>
            </Button>
          )}
          <Button
            variant="default"
            onClick={() => (since ? confirm(renew) : make.mutate())}
            loading={make.isPending}
            disabled={!config.data}
          >
            {since ? <Trans>Make a new address</Trans> : <Trans>Make an address</Trans>}
          </Button>
        </>
      }
    >
      {since && (
        <Text size="sm">{t`There is an address since ${when(since, me.time_zone ?? me.team.time_zone)}.`}</Text>
      )}
      <Text size="sm" c="dimmed">
        <Trans>
          See your shifts and tasks in Google Calendar, Outlook or Apple Calendar. Whoever has the address can read
          them, so keep it to yourself. Of people it shows the first name and an initial only.
        </Trans>
      </Text>
      <SecretsDialog
        title={t`Your calendar address`}
        opened={path !== undefined}
        onClose={() => setPath(undefined)}
        secrets={[
          { label: t`Address`, value: path && config.data && absolute(path, config.data.api, location.origin) },
        ]}
      >
        <Text size="sm">
          <Trans>In your calendar, choose to add one by its address (URL), and paste it there.</Trans>
        </Text>
      </SecretsDialog>
    </Section>
  )
}
