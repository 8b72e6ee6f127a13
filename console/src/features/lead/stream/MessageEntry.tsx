import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { useActorName } from '@/ui/words/useActorName'
import { CHANNELS } from '../contact/channels'
import type { Written } from './entries'
import { At } from './At'

/** A message: of the person on the left, of the team on the right. */
export function MessageEntry({ written, at, zone }: { written: Written; at: string; zone: string }) {
  const { i18n } = useLingui()
  const { direction, channel, body, by } = written
  const who = useActorName()(by)
  return (
    <div className="bubble" data-direction={direction}>
      <Text size="xs" fw={600}>
        {direction === 'in' ? <Trans>The person wrote</Trans> : <Trans>Written to by {who}</Trans>}
      </Text>
      <Text size="sm" className="said">
        {body}
      </Text>
      <Text size="xs" c="dimmed" mt={2}>
        {channel && `${i18n._(CHANNELS[channel])} · `}
        <At at={at} zone={zone} />
      </Text>
    </div>
  )
}
