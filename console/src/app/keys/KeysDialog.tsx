import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Kbd, Modal, Stack, Switch, Text, Title } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { areKeysOn, switchKeys } from './keys'

interface Props {
  opened: boolean
  onClose: () => void
}

/** What every key does, and the switch for keys of one letter. */
export function KeysDialog({ opened, onClose }: Props) {
  const { t } = useLingui()
  const [on, setOn] = useState(areKeysOn)
  return (
    <Modal opened={opened} onClose={onClose} title={t`Keys`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <Stack>
        <Part title={t`Everywhere`}>
          <Key name="⌘ K" also="Ctrl K">
            <Trans>Find a person, a screen, something to do</Trans>
          </Key>
          <Key name="?" also="⌘ /">
            <Trans>Show these keys</Trans>
          </Key>
        </Part>
        <Part title={t`In lists`}>
          <Key name="j" also="k">
            <Trans>The next row, the one before</Trans>
          </Key>
          <Key name="↵">
            <Trans>Open it</Trans>
          </Key>
          <Key name="x">
            <Trans>Choose it, where rows can be chosen</Trans>
          </Key>
        </Part>
        <Part title={t`In notifications`}>
          <Key name="x">
            <Trans>Show all of a lead</Trans>
          </Key>
          <Key name="e" also="u">
            <Trans>Archive, make new again</Trans>
          </Key>
          <Key name="s">
            <Trans>Snooze</Trans>
          </Key>
          <Key name="z">
            <Trans>Undo</Trans>
          </Key>
        </Part>
        <Part title={t`On the focused offer, if you switched it on`}>
          <Key name="1" also="3">
            <Trans>Claim, pass</Trans>
          </Key>
        </Part>
        <Switch
          label={t`Keys of one letter work in lists on this device`}
          checked={on}
          onChange={({ currentTarget: { checked } }) => {
            switchKeys(checked)
            setOn(checked)
          }}
        />
      </Stack>
    </Modal>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={6} component="section">
      <Title order={3} size="h6">
        {title}
      </Title>
      {children}
    </Stack>
  )
}

function Key({ name, also, children }: { name: string; also?: string; children: ReactNode }) {
  return (
    <Group gap="sm" wrap="nowrap">
      <Group gap={4} w={110} flex="none" wrap="nowrap">
        <Kbd>{name}</Kbd>
        {also && <Kbd>{also}</Kbd>}
      </Group>
      <Text size="sm">{children}</Text>
    </Group>
  )
}
