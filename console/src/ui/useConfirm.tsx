import { useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import type { ReactNode } from 'react'

interface Question {
  title: string
  /** What follows from it. */
  about: ReactNode
  /** The verb on the button. */
  verb: string
  /** Whether it takes something away. */
  danger?: boolean
  onYes: () => void
}

/** Ask before something that cannot be undone cheaply. */
export function useConfirm(): (question: Question) => void {
  const { t } = useLingui()
  return ({ title, about, verb, danger = false, onYes }) =>
    modals.openConfirmModal({
      title,
      children: (
        <Text component="div" size="sm">
          {about}
        </Text>
      ),
      labels: { confirm: verb, cancel: t`Cancel` },
      ...(danger ? { confirmProps: { color: 'red' } } : {}),
      closeButtonProps: { 'aria-label': t`Close` },
      onConfirm: onYes,
    })
}
