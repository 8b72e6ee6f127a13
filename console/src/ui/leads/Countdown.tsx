import { useLingui } from '@lingui/react/macro'
import { Group, Progress, Text } from '@mantine/core'
import { useConsole } from '@/api/context'
import { countdown, secondsLeft } from '@/lib/clock'
import { useNow } from '@/lib/useNow'

const CLOSE = 60

/** The time left until a deadline, as a number and a shrinking bar. */
export function Countdown({ from, deadline }: { from: string; deadline: string }) {
  const { t } = useLingui()
  const { clock } = useConsole()
  const left = secondsLeft(
    deadline,
    useNow(() => clock.now()),
  )
  const whole = Math.max(1, (new Date(deadline).getTime() - new Date(from).getTime()) / 1000)
  const shown = countdown(left)
  const near = left <= CLOSE
  return (
    <Group gap="xs" wrap="nowrap" role="timer" aria-label={t`Time left: ${shown}`}>
      <Text className="tabular" fw={600} {...(near ? { c: 'var(--relevo-danger)' } : {})}>
        {shown}
      </Text>
      <Progress value={(100 * left) / whole} flex={1} color={near ? 'red' : 'relevo'} aria-hidden />
    </Group>
  )
}
