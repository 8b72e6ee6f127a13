import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

export interface Question {
  title: string
  /** What confirming leads to. */
  about: ReactNode
  /** The verb on the button. */
  verb: string
  /** Whether it is destructive. */
  danger?: boolean
  onYes: () => void
}

/** A question with a confirming and a cancelling button. */
export function ConfirmDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const { t } = useLingui()
  const yes = () => {
    onClose()
    question.onYes()
  }
  return (
    <Modal opened onClose={onClose} title={question.title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <Stack>
        <Text component="div" size="sm">
          {question.about}
        </Text>
        <Group justify="end">
          <Button variant="default" onClick={onClose} data-autofocus>
            <Trans>Cancel</Trans>
          </Button>
          <Button onClick={yes} {...(question.danger ? { color: 'red.9' } : {})}>
            {question.verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
