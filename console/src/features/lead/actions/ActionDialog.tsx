import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'

const LONGEST_NOTE = 500

interface Props {
  title: string
  /** The verb on the button. */
  verb: string
  busy: boolean
  /** Whether enough has been chosen. */
  ready?: boolean
  /** Whether a note may go with it. */
  withNote?: boolean
  onClose: () => void
  onSubmit: (note: string | null) => void
  children?: ReactNode
}

/** The dialog of an action, with an optional note. */
export function ActionDialog({ title, verb, busy, ready = true, withNote = true, onClose, onSubmit, children }: Props) {
  const { t } = useLingui()
  const [note, setNote] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    if (ready) onSubmit(note.trim() || null)
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <Stack component="form" onSubmit={submit}>
        {children}
        {withNote && (
          <Textarea
            label={t`Note`}
            description={t`Whoever has the lead reads it in its history.`}
            autosize
            minRows={2}
            maxLength={LONGEST_NOTE}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        )}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={busy} disabled={!ready}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
