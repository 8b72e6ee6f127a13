import { Trans, useLingui } from '@lingui/react/macro'
import { Radio, Stack } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { supervises, useMe } from '@/api/context'
import { ChooseMember, ChooseSource } from '@/ui/Choose'

/** Where leads that are entered come from, and where they go. */
export interface Way {
  to: 'route' | 'pool' | 'me' | 'member'
  source: string | null
  member: string | null
}

export const FIRST_WAY: Way = { to: 'route', source: null, member: null }

/** Whether it is said well enough to be sent: routing needs a source, a member has to be named. */
export function isWhole(way: Way): boolean {
  return way.to === 'route' ? way.source !== null : way.to !== 'member' || way.member !== null
}

/** The way as the API is told of it. */
export function told(way: Way, me: string): Pick<Shapes['LeadBody'], 'routing' | 'source_id'> {
  const agent = way.to === 'me' ? me : way.member
  const routing = way.to === 'route' || way.to === 'pool' ? way.to : { agent_id: agent ?? me }
  return { routing, ...(way.source ? { source_id: way.source } : {}) }
}

/** Ask where from and where to. `wrong`: say what is missing. */
export function Where({ way, onChange, wrong }: { way: Way; onChange: (way: Way) => void; wrong: boolean }) {
  const { t } = useLingui()
  const me = useMe()
  return (
    <Stack gap="md">
      <Radio.Group label={t`Where it goes`} value={way.to} onChange={(to) => onChange({ ...way, to: to as Way['to'] })}>
        <Stack gap="xs" mt={6}>
          <Radio value="route" label={t`Through routing`} description={t`Your routes decide who is offered it.`} />
          <Radio value="me" label={t`To me`} />
          {supervises(me.data) && <Radio value="member" label={t`To a member`} />}
          <Radio value="pool" label={t`To the pool`} description={t`Anybody may claim it there.`} />
        </Stack>
      </Radio.Group>
      {way.to === 'member' && (
        <ChooseMember
          label={t`Member`}
          required
          value={way.member}
          onChange={(member) => onChange({ ...way, member })}
          error={wrong && !way.member && t`Say to whom.`}
        />
      )}
      <ChooseSource
        label={t`Source`}
        description={<Trans>Where the person came from. Routing needs it.</Trans>}
        required={way.to === 'route'}
        clearable
        value={way.source}
        onChange={(source) => onChange({ ...way, source })}
        error={wrong && way.to === 'route' && !way.source && t`Routing needs a source.`}
      />
    </Stack>
  )
}
