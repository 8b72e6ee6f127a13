import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Copyable } from './Copyable'

interface Props {
  title: string
  opened: boolean
  onClose: () => void
  /** The secrets, each with its label. */
  secrets: { label: string; value: string | undefined }[]
  children?: ReactNode
}

/** Shows secrets once, to be copied. A click outside does not close it. */
export function SecretsDialog({ title, opened, onClose, secrets, children }: Props) {
  const { t } = useLingui()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Stack>
        <Alert color="yellow" variant="light">
          <Text fw={600}>{t`Copy it now`}</Text>
          <Text size="sm">
            <Trans>This is shown only once. If you lose it, you need a new one.</Trans>
          </Text>
        </Alert>
        {secrets.map(({ label, value }) => value && <Copyable key={label} label={label} value={value} />)}
        {children}
        <Group justify="end">
          <Button onClick={onClose}>
            <Trans>I have copied it</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
