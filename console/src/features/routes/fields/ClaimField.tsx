import { useLingui } from '@lingui/react/macro'
import { Checkbox, Stack } from '@mantine/core'
import type { FieldProps } from './fieldProps'
import { DurationField } from './DurationField'

/** How long an agent has to claim, and by which clock. */
export function ClaimField({ form, change, errors }: FieldProps) {
  const { t } = useLingui()
  return (
    <Stack gap="xs">
      <DurationField
        label={t`Time to claim`}
        seconds={form.claim}
        onChange={(claim) => change({ claim })}
        error={errors.claim_seconds}
      />
      <Checkbox
        label={t`Count only the team's working hours`}
        checked={form.clock === 'working'}
        onChange={(event) => change({ clock: event.currentTarget.checked ? 'working' : 'always' })}
      />
    </Stack>
  )
}
