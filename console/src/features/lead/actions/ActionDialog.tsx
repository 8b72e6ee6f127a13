import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { LONGEST_NOTE } from '@/ui/forms/note'

interface Props<V extends object> {
  title: string
  /** The verb on the button. */
  verb: string
  busy: boolean
  /** Its values; a `note` among them has its field here. */
  form: UseFormReturnType<V>
  /** Whether the note says why, and is needed. */
  why?: boolean
  /** Whether enough has been chosen. */
  ready?: boolean
  onClose: () => void
  onSubmit: (values: V) => void
  children?: ReactNode
}

/** The dialog of an action, with an optional note. */
export function ActionDialog<V extends object>({
  title,
  verb,
  busy,
  form,
  why = false,
  ready = true,
  onClose,
  onSubmit,
  children,
}: Props<V>) {
  const { t } = useLingui()
  const submit = (values: V) => {
    if (ready) onSubmit(values)
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form onSubmit={form.onSubmit(submit)}>
        <Stack>
          {children}
          {'note' in form.values && (
            <Textarea
              label={why ? t`Why` : t`Note`}
              required={why}
              description={t`Whoever has the lead reads it in its history.`}
              autosize
              minRows={2}
              maxLength={LONGEST_NOTE}
              {...form.getInputProps('note')}
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
      </form>
    </Modal>
  )
}
