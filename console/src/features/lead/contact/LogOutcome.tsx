import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { instantOf } from '@/lib/zone'
import { useApiMutation } from '@/ui/feedback/useApiMutation'

// The calendar is large, and few calls lead to an appointment.
const AppointmentPicker = lazy(async () => ({
  default: (await import('@/ui/tasks/AppointmentPicker')).AppointmentPicker,
}))

export type Kind = 'call' | 'text' | 'email'
type Outcome = NonNullable<Shapes['InteractionBody']['outcome']>

/** Buttons that log the outcome of a contact attempt. */
export function LogOutcome({ leadId, kind, onDone }: { leadId: string; kind: Kind; onDone: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const zone = useMe().data?.team.time_zone
  const [appointed, setAppointed] = useState(false)
  const [planned, setPlanned] = useState<string | null>(null)
  const log = useApiMutation(
    (outcome: Outcome) =>
      body(
        api.POST('/leads/{lead_id}/interactions', {
          params: { path: { lead_id: leadId } },
          body: {
            kind: outcome === 'appointment' ? 'appointment' : kind,
            outcome,
            ...(outcome === 'appointment' && planned && zone ? { planned_for: instantOf(planned, zone) } : {}),
          },
        }),
      ),
    { touches: TOUCHED.conversation, success: t`Noted.`, onSuccess: onDone },
  )
  const outcomes: [Outcome, string][] = [
    ['spoke', t`We spoke`],
    ['no_answer', t`No answer`],
    ['message_left', t`Message left`],
    ['appointment', t`Appointment`],
    ['wrong_number', t`Wrong number`],
  ]
  return (
    <Stack gap="xs" role="group" aria-label={t`What happened?`}>
      <Text fw={600}>
        <Trans>What happened?</Trans>
      </Text>
      <Group gap="xs">
        {outcomes.map(([outcome, label]) => (
          <Button
            key={outcome}
            size="compact-sm"
            variant="default"
            disabled={log.isPending}
            aria-expanded={outcome === 'appointment' ? appointed : undefined}
            onClick={() => (outcome === 'appointment' ? setAppointed(true) : log.mutate(outcome))}
          >
            {label}
          </Button>
        ))}
        <Button size="compact-sm" variant="subtle" onClick={onDone}>
          <Trans>Nothing</Trans>
        </Button>
      </Group>
      {appointed && zone && (
        <Group gap="xs">
          <Suspense fallback={null}>
            <AppointmentPicker zone={zone} value={planned} onChange={setPlanned} />
          </Suspense>
          <Button loading={log.isPending} onClick={() => log.mutate('appointment')}>
            {planned ? <Trans>Note it</Trans> : <Trans>Without a date</Trans>}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
