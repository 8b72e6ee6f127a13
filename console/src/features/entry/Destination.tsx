import { Trans, useLingui } from '@lingui/react/macro'
import { Radio, Stack } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { supervises, useMe } from '@/api/context'
import { MemberSelect, SourceSelect } from '@/ui/forms/selects'

/** Where leads that are entered come from, and where they go. */
export interface DestinationChoice {
  to: 'route' | 'pool' | 'me' | 'member'
  source: string | null
  member: string | null
}

export const DEFAULT_DESTINATION: DestinationChoice = { to: 'route', source: null, member: null }

/** Whether it is said well enough to be sent: routing needs a source, a member has to be named. */
export function isComplete(destination: DestinationChoice): boolean {
  return destination.to === 'route'
    ? destination.source !== null
    : destination.to !== 'member' || destination.member !== null
}

/** The way as the API is told of it. */
export function destinationBody(
  destination: DestinationChoice,
  me: string,
): Pick<Shapes['LeadBody'], 'routing' | 'source_id'> {
  const agent = destination.to === 'me' ? me : destination.member
  const routing = destination.to === 'route' || destination.to === 'pool' ? destination.to : { agent_id: agent ?? me }
  return { routing, ...(destination.source ? { source_id: destination.source } : {}) }
}

/** Ask where from and where to. `wrong`: say what is missing. */
export function Destination({
  destination,
  onChange,
  wrong,
}: {
  destination: DestinationChoice
  onChange: (destination: DestinationChoice) => void
  wrong: boolean
}) {
  const { t } = useLingui()
  const me = useMe()
  return (
    <Stack gap="md">
      <Radio.Group
        label={t`Where it goes`}
        value={destination.to}
        onChange={(to) => onChange({ ...destination, to: to as DestinationChoice['to'] })}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="route" label={t`Through routing`} description={t`Your routes decide who is offered it.`} />
          <Radio value="me" label={t`To me`} />
          {supervises(me.data) && <Radio value="member" label={t`To a member`} />}
          <Radio value="pool" label={t`To the pool`} description={t`Anybody may claim it there.`} />
        </Stack>
      </Radio.Group>
      {destination.to === 'member' && (
        <MemberSelect
          label={t`Member`}
          required
          value={destination.member}
          onChange={(member) => onChange({ ...destination, member })}
          error={wrong && !destination.member && t`Say to whom.`}
        />
      )}
      <SourceSelect
        label={t`Source`}
        description={<Trans>Where the person came from. Routing needs it.</Trans>}
        required={destination.to === 'route'}
        clearable
        value={destination.source}
        onChange={(source) => onChange({ ...destination, source })}
        error={wrong && destination.to === 'route' && !destination.source && t`Routing needs a source.`}
      />
    </Stack>
  )
}
