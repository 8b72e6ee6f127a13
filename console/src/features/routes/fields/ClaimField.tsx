import { useLingui } from '@lingui/react/macro'
import { Checkbox, Stack } from '@mantine/core'
import { useRouteFormContext } from '../editor/RouteFormContext'
import { DurationField } from './DurationField'

/** How long an agent has to claim, and by which clock. */
export function ClaimField() {
  const form = useRouteFormContext()
  const { t } = useLingui()
  return (
    <Stack gap="xs">
      <DurationField
        label={t`Time to claim`}
        seconds={form.values.claim}
        onChange={(claim) => form.setFieldValue('claim', claim)}
        error={form.errors.claim_seconds}
      />
      <Checkbox
        label={t`Count only the team's working hours`}
        checked={form.values.clock === 'working'}
        onChange={(event) => form.setFieldValue('clock', event.currentTarget.checked ? 'working' : 'always')}
      />
    </Stack>
  )
}
