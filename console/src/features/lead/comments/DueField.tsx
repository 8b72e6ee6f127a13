import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Group, Menu, Stack, Text } from '@mantine/core'
import { IconAlarm, IconX } from '@/ui/icons'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { wallOf } from '@/lib/zone'
import { MomentField } from '@/ui/forms/MomentField'

interface Props {
  zone: string
  /** The wall time in `zone` at which the task is due; null without a task. */
  value: string | null
  onChange: (value: string | null) => void
  /** What is wrong with it. */
  error?: ReactNode
}

const WALL = 'YYYY-MM-DD HH:mm:ss'
const MORNING = 9

/** When a follow-up task is due, by the clocks of the team. */
export function DueField({ zone, value, onChange, error }: Props) {
  const { t } = useLingui()
  const today = dayjs(wallOf(Date.now(), zone))
  const morning = (days: number) => today.add(days, 'day').hour(MORNING).minute(0).second(0).format(WALL)
  const soon: [string, string][] = [
    [t`In an hour`, today.add(1, 'hour').format(WALL)],
    [t`Tomorrow at 9:00`, morning(1)],
    [t`In three days`, morning(3)],
    [t`In a week`, morning(7)],
  ]
  if (value === null)
    return (
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="sm" variant="subtle" leftSection={<IconAlarm size={16} aria-hidden />}>
            <Trans>Add a follow-up task</Trans>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {soon.map(([label, wall]) => (
            <Menu.Item key={label} onClick={() => onChange(wall)}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    )
  return (
    <Stack gap={2}>
      <Group gap={4} align="end" wrap="nowrap">
        <MomentField label={t`Due on`} miw={210} fromTodayIn={zone} value={value} onChange={onChange} error={error} />
        <ActionIcon variant="subtle" size="lg" aria-label={t`Without a task`} onClick={() => onChange(null)}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Group>
      <Text size="xs" c="dimmed">
        <Trans>Time zone: {zone}</Trans>
      </Text>
    </Stack>
  )
}
