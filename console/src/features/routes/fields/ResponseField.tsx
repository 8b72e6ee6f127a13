import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, Group, Stack, Switch } from '@mantine/core'
import { ACTIONS, type Action, type ResponseValues } from '../editor/routeForm'
import { useRouteFormContext } from '../editor/RouteFormContext'
import { DurationField } from './DurationField'
import { FieldError } from './FieldError'

const HOUR = 3600

/** Whether, and how soon, whoever gets a lead must reach out to the person. */
export function ResponseField() {
  const form = useRouteFormContext()
  const { t } = useLingui()
  const { response } = form.values
  return (
    <Stack gap="sm">
      <Switch
        label={t`Ask for a response in time`}
        description={t`An agent who does not log one in time loses the lead, and it moves on.`}
        checked={response !== null}
        onChange={(event) =>
          form.setFieldValue(
            'response',
            event.currentTarget.checked ? { within: HOUR, actions: ACTIONS, clock: 'always' } : null,
          )
        }
      />
      {response && <Asked response={response} onChange={(changed) => form.setFieldValue('response', changed)} />}
      <FieldError>{form.errors.response}</FieldError>
    </Stack>
  )
}

function Asked({ response, onChange }: { response: ResponseValues; onChange: (response: ResponseValues) => void }) {
  const { t } = useLingui()
  const labels: Record<Action, string> = { call: t`Call`, email: t`E-mail`, text: t`Text`, appointment: t`Appointment` }
  return (
    <>
      <DurationField
        label={t`Within`}
        seconds={response.within}
        onChange={(within) => onChange({ ...response, within })}
      />
      <Checkbox.Group
        label={<Trans>What counts</Trans>}
        value={response.actions}
        onChange={(chosen) => onChange({ ...response, actions: ACTIONS.filter((one) => chosen.includes(one)) })}
      >
        <Group gap="md" mt={4}>
          {ACTIONS.map((action) => (
            <Checkbox key={action} value={action} label={labels[action]} />
          ))}
        </Group>
      </Checkbox.Group>
      <Checkbox
        label={t`Count only the team's working hours`}
        checked={response.clock === 'working'}
        onChange={(event) => onChange({ ...response, clock: event.currentTarget.checked ? 'working' : 'always' })}
      />
    </>
  )
}
