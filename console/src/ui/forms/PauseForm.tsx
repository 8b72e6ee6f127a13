import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { type FormEvent, useState } from 'react'
import type { Shapes } from '@/api/client'
import { instantOf } from '@/lib/zone'
import { RouteSelect } from './selects'
import { Dates } from './Dates'

interface Props {
  zone: string
  busy: boolean
  onPause: (pause: Shapes['PauseDraft']) => void
}

const SHOWN = 'D MMM YYYY, HH:mm'

/** A pause as somebody wants it: on one route or everywhere, from when, until when, and why; all of it optional. */
export function PauseForm({ zone, busy, onPause }: Props) {
  const { t } = useLingui()
  const [from, setFrom] = useState<string | null>(null)
  const [until, setUntil] = useState<string | null>(null)
  const [route, setRoute] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const backwards = Boolean(from && until && until <= from)

  function submit(event: FormEvent) {
    event.preventDefault()
    onPause({
      from: from && instantOf(from, zone),
      until: until && instantOf(until, zone),
      route_id: route,
      reason: reason.trim() || null,
    })
  }

  return (
    <Stack component="form" onSubmit={submit}>
      <Dates>
        <Group grow align="start">
          <DateTimePicker
            label={t`From`}
            placeholder={t`Now`}
            valueFormat={SHOWN}
            clearable
            value={from}
            onChange={setFrom}
          />
          <DateTimePicker
            label={t`Until`}
            placeholder={t`Until resumed`}
            valueFormat={SHOWN}
            clearable
            value={until}
            onChange={setUntil}
            error={backwards && t`The end is before the beginning.`}
          />
        </Group>
      </Dates>
      <Text size="xs" c="dimmed">
        <Trans>Time zone: {zone}</Trans>
      </Text>
      <RouteSelect label={t`Route`} placeholder={t`Every route`} clearable value={route} onChange={setRoute} />
      <TextInput
        label={t`Reason`}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="end">
        <Button type="submit" loading={busy} disabled={backwards}>
          <Trans>Pause</Trans>
        </Button>
      </Group>
    </Stack>
  )
}
