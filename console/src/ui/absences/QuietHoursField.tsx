import { useLingui } from '@lingui/react/macro'
import { Group, Stack, Switch, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Shapes } from '@/api/client'

export type Quiet = Shapes['QuietHours'] | 'none'

const NIGHT: Quiet = { from: '21:00', to: '08:00' }

interface Props {
  quiet: Quiet
  onChange: (quiet: Quiet) => void
  error?: ReactNode
}

/** From when to when, every day, mails and pushes wait; or not at all. */
export function QuietHoursField({ quiet, onChange, error }: Props) {
  const { t } = useLingui()
  const span = quiet === 'none' ? null : quiet
  return (
    <Stack gap="xs">
      <Switch
        label={t`Quiet hours`}
        description={t`E-mails and pushes wait until they are over. Offers come at any hour.`}
        checked={span !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? NIGHT : 'none')}
      />
      {span && (
        <Group gap="sm" align="start">
          <TextInput
            type="time"
            label={t`Quiet from`}
            required
            value={span.from}
            onChange={(event) => onChange({ ...span, from: event.currentTarget.value })}
            error={error}
            w={130}
          />
          <TextInput
            type="time"
            label={t`Quiet until`}
            required
            value={span.to}
            onChange={(event) => onChange({ ...span, to: event.currentTarget.value })}
            w={130}
          />
        </Group>
      )}
    </Stack>
  )
}
