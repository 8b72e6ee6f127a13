import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { when } from '@/lib/locale'
import { useNowAt } from '@/lib/useNow'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { Section } from '@/ui/layout/Page'
import { useDirectory } from '@/ui/words/useDirectory'
import { AbsenceForm, type AbsenceValues } from './AbsenceForm'

type Absence = Shapes['Absence']

interface Props {
  /** Those that are over are not shown. */
  absences: Absence[]
  agentId: string
  /** Whose absences are changed here; the other side's are read. None: all are read. */
  side: Absence['side'] | null
  zone: string
  about: ReactNode
  add: (draft: AbsenceValues) => Promise<unknown>
  change: (absenceId: string, values: AbsenceValues) => Promise<unknown>
  remove: (absenceId: string) => Promise<unknown>
}

/** The planned absences of a member, each by itself: added, changed and removed without touching the others. */
export function Absences({ absences, agentId, side, zone, about, add, change, remove }: Props) {
  const { t } = useLingui()
  const { clock } = useConsole()
  const now = useNowAt(
    () => clock.now(),
    absences.flatMap((one) => [one.from, one.until]),
  )
  const [edited, setEdited] = useState<Absence | 'new' | null>(null)
  const close = () => setEdited(null)
  const one = edited === 'new' || edited === null ? undefined : edited
  const title = one ? t`Change the absence` : t`Add an absence`
  const removal = useApiMutation(remove, { touches: TOUCHED.member })
  const left = absences.filter((one) => Date.parse(one.until) > now)
  const adds = side && <Button variant="default" onClick={() => setEdited('new')}>{t`Add an absence`}</Button>
  return (
    <Section title={t`Absences`} actions={adds}>
      <Text size="sm" c="dimmed">
        {about}
      </Text>
      {left.length === 0 ? (
        <Text>
          <Trans>No absence is planned.</Trans>
        </Text>
      ) : (
        <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
          {left.map((absence) => (
            <OneAbsence
              key={absence.absence_id}
              absence={absence}
              running={Date.parse(absence.from) <= now}
              zone={zone}
              both={side !== 'own'}
              busy={removal.isPending}
              onEdit={absence.side === side ? () => setEdited(absence) : undefined}
              onRemove={absence.side === side ? () => removal.mutate(absence.absence_id) : undefined}
            />
          ))}
        </Stack>
      )}
      <Modal opened={edited !== null} onClose={close} title={title} closeButtonProps={{ 'aria-label': t`Close` }}>
        <AbsenceForm
          absence={one}
          agentId={agentId}
          zone={zone}
          send={(draft) => (one ? change(one.absence_id, draft) : add(draft))}
          onDone={close}
        />
      </Modal>
    </Section>
  )
}

interface OneProps {
  absence: Absence
  running: boolean
  zone: string
  /** Whether to say whose it is. */
  both: boolean
  busy: boolean
  onEdit: (() => void) | undefined
  onRemove: (() => void) | undefined
}

function OneAbsence({ absence, running, zone, both, busy, onEdit, onRemove }: OneProps) {
  const { t } = useLingui()
  const directory = useDirectory()
  const dates = `${when(absence.from, zone)} – ${when(absence.until, zone)}`
  const place = absence.route_id ? directory.route(absence.route_id) : t`Every route`
  const whose = absence.side === 'team' ? t`the team's` : t`their own`
  const cover = absence.cover && directory.member(absence.cover)
  return (
    <Group
      component="li"
      justify="space-between"
      gap="xs"
      py="sm"
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <Stack gap={2} miw={0}>
        <Group gap="xs">
          <Text fw={600}>{dates}</Text>
          <Badge variant="light" color={running ? 'orange' : 'gray'} tt="none" c="var(--mantine-color-text)">
            {running ? t`Now` : t`Planned`}
          </Badge>
        </Group>
        <Text size="sm">{both ? `${place} · ${whose}` : place}</Text>
        {cover && <Text size="sm">{t`${cover} covers`}</Text>}
        {absence.reason && (
          <Text size="sm" c="dimmed">
            {absence.reason}
          </Text>
        )}
      </Stack>
      {onEdit && onRemove && (
        <Group gap="xs">
          <Button variant="default" onClick={onEdit} aria-label={t`Change: ${dates}`}>
            <Trans>Change</Trans>
          </Button>
          <Button
            variant="default"
            loading={busy}
            onClick={onRemove}
            aria-label={running ? t`End: ${dates}` : t`Remove: ${dates}`}
          >
            {running ? <Trans>End</Trans> : <Trans>Remove</Trans>}
          </Button>
        </Group>
      )}
    </Group>
  )
}
