import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type Me, useConsole } from '@/api/context'
import { useNowAt } from '@/lib/useNow'
import { when } from '@/lib/locale'
import { Section } from '@/ui/layout/Page'
import { PauseForm } from '@/ui/forms/PauseForm'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { useDirectory } from '@/ui/words/useDirectory'
import { hasBegun, type OwnPause } from './pauseStatus'
import { usePauseForm, usePauses } from './useUpdateMe'

/** My own pauses: those that hold, those to come, and the way to set one or end one. */
export function Pauses({ me }: { me: Me }) {
  const { t } = useLingui()
  const { clock } = useConsole()
  const now = useNowAt(
    () => clock.now(),
    me.pauses.map((one) => one.from),
  )
  const [open, { open: add, close }] = useDisclosure()
  const pause = usePauseForm(close)
  const { resume } = usePauses()
  const end = useEnding(me, resume.mutate)
  const missed = me.receiving.reasons.includes('missed')
  return (
    <Section title={t`Pauses`} actions={<Button onClick={add}>{t`Add a pause`}</Button>}>
      <Text size="sm" c="dimmed">
        <Trans>While you are paused you are offered no leads. The ones you own stay yours.</Trans>
      </Text>
      {me.pauses.length === 0 && !missed ? (
        <Text>
          <Trans>You have set no pause. Add one to be offered no leads for now, or none of one route.</Trans>
        </Text>
      ) : (
        <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
          {missed && (
            <Line
              title={t`Every route`}
              dates={t`Since you missed several offers in a row`}
              running
              busy={resume.isPending}
              onEnd={() => end()}
            />
          )}
          {me.pauses.map((one) => (
            <OnePause
              key={one.route_id ?? ''}
              pause={one}
              me={me}
              now={now}
              busy={resume.isPending}
              onEnd={() => end(one)}
            />
          ))}
        </Stack>
      )}
      <Modal opened={open} onClose={close} title={t`Add a pause`} closeButtonProps={{ 'aria-label': t`Close` }}>
        <Text size="sm" mb="md">
          <Trans>
            You can have one pause for every route, and one for each single route. A new one takes the place of the old.
          </Trans>
        </Text>
        <PauseForm zone={me.team.time_zone} {...pause} />
      </Modal>
    </Section>
  )
}

/** End a pause; ending that of every route ends the others too, so it is asked for where there are others. */
function useEnding(me: Me, resume: (routeId?: string) => void): (pause?: OwnPause) => void {
  const { t } = useLingui()
  const confirm = useConfirm()
  return (pause) => {
    if (pause?.route_id) return resume(pause.route_id)
    if (!me.pauses.some((one) => one.route_id)) return resume()
    confirm({
      title: t`Resume everywhere?`,
      about: <Trans>Your pauses on single routes end as well.</Trans>,
      verb: t`Resume`,
      onYes: () => resume(),
    })
  }
}

interface OneProps {
  pause: OwnPause
  me: Me
  now: number
  busy: boolean
  onEnd: () => void
}

function OnePause({ pause, me, now, ...rest }: OneProps) {
  const { t } = useLingui()
  const { route } = useDirectory()
  const zone = me.team.time_zone
  const from = when(pause.from ?? pause.at, zone)
  const until = pause.until && when(pause.until, zone)
  return (
    <Line
      title={pause.route_id ? route(pause.route_id) : t`Every route`}
      dates={until ? t`${from} – ${until}` : t`From ${from} until you resume`}
      reason={pause.reason}
      running={hasBegun(pause, now)}
      {...rest}
    />
  )
}

interface LineProps {
  title: string
  dates: string
  reason?: string | undefined
  running: boolean
  busy: boolean
  onEnd: () => void
}

function Line({ title, dates, reason, running, busy, onEnd }: LineProps) {
  const { t } = useLingui()
  return (
    <Group
      component="li"
      justify="space-between"
      wrap="nowrap"
      py="sm"
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <Stack gap={2} miw={0}>
        <Group gap="xs">
          <Text fw={600}>{title}</Text>
          <Badge variant="light" color={running ? 'orange' : 'gray'} tt="none">
            {running ? t`Now` : t`Planned`}
          </Badge>
        </Group>
        <Text size="sm">{dates}</Text>
        {reason && (
          <Text size="sm" c="dimmed">
            {reason}
          </Text>
        )}
      </Stack>
      <Button
        variant="default"
        flex="none"
        loading={busy}
        onClick={onEnd}
        aria-label={running ? t`Resume: ${title}` : t`Remove: ${title}`}
      >
        {running ? <Trans>Resume</Trans> : <Trans>Remove</Trans>}
      </Button>
    </Group>
  )
}
