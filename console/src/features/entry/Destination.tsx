import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Radio, Stack } from '@mantine/core'
import type { GetInputProps } from '@mantine/form'
import type { Shapes } from '@/api/client'
import { supervises, useMe } from '@/api/context'
import { MemberSelect, SourceSelect } from '@/ui/forms/selects'
import type { Mistakes } from '@/ui/forms/useValidatedForm'

/** Where leads that are entered come from, and where they go. */
export interface DestinationValues {
  to: 'route' | 'pool' | 'me' | 'member'
  source_id: string | null
  member: string | null
}

export const DEFAULT_DESTINATION: DestinationValues = { to: 'route', source_id: null, member: null }

/** Return what is missing: routing needs a source, a member has to be named. */
export function destinationMistakes({ to, source_id, member }: DestinationValues): Mistakes {
  return {
    ...(to === 'member' && !member ? { member: msg`Say to whom.` } : {}),
    ...(to === 'route' && !source_id ? { source_id: msg`Routing needs a source.` } : {}),
  }
}

/** The destination as the API takes it. */
export function destinationBody(
  { to, source_id, member }: DestinationValues,
  me: string,
): Pick<Shapes['LeadBody'], 'routing' | 'source_id'> {
  const agent = to === 'me' ? me : member
  const routing = to === 'route' || to === 'pool' ? to : { agent_id: agent ?? me }
  return { routing, ...(source_id ? { source_id } : {}) }
}

interface Props {
  form: { values: DestinationValues; getInputProps: GetInputProps<DestinationValues> }
}

/** Ask where leads come from and where they go. */
export function Destination({ form }: Props) {
  const { t } = useLingui()
  const me = useMe()
  const { to } = form.values
  return (
    <Stack gap="md">
      <Radio.Group label={t`Where it goes`} {...form.getInputProps('to')}>
        <Stack gap="xs" mt={6}>
          <Radio value="route" label={t`Through routing`} description={t`Your routes decide who is offered it.`} />
          <Radio value="me" label={t`To me`} />
          {supervises(me.data) && <Radio value="member" label={t`To a member`} />}
          <Radio value="pool" label={t`To the pool`} description={t`Anybody may claim it there.`} />
        </Stack>
      </Radio.Group>
      {to === 'member' && <MemberSelect label={t`Member`} required {...form.getInputProps('member')} />}
      <SourceSelect
        label={t`Source`}
        description={<Trans>Where the person came from. Routing needs it.</Trans>}
        required={to === 'route'}
        clearable
        {...form.getInputProps('source_id')}
      />
    </Stack>
  )
}
