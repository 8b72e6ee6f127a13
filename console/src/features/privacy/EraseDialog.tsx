import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, List, Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRef } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import type { IdentityCheck } from './identity'

interface Props {
  leadIds: string[]
  checked: IdentityCheck
  onClose: () => void
  onBegun: (erasureId: string) => void
}

/** Ask for a typed word before a person is erased for good. */
export function EraseDialog({ leadIds, checked, onClose, onBegun }: Props) {
  const { t } = useLingui()
  const { api } = useConsole()
  const word = t`ERASE`
  const form = useForm({ initialValues: { word: '' } })
  const key = useRef(crypto.randomUUID()) // the same request again begins no second erasure
  const erase = useApiMutation(
    () =>
      body(
        api.POST('/contacts/erase', {
          params: { header: { 'Idempotency-Key': key.current } },
          body: { lead_ids: leadIds, identity_checked: checked },
        }),
      ),
    {
      touches: TOUCHED.erasure,
      onSuccess: ({ erasure_id }) => {
        onClose()
        onBegun(erasure_id)
      },
    },
  )
  const typed = form.values.word.trim().toLocaleUpperCase() === word
  return (
    <Modal opened onClose={onClose} title={t`Erase this person?`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        onSubmit={form.onSubmit(() => {
          if (typed) erase.mutate()
        })}
      >
        <Stack>
          <Alert color="red" variant="light" title={t`This cannot be undone`}>
            <List size="sm" spacing={4}>
              <List.Item>
                <Plural value={leadIds.length} one="# lead is erased" other="# leads are erased" />{' '}
                <Trans>with contact, messages, notes, comments and tasks, and those merged with it.</Trans>
              </List.Item>
              <List.Item>
                <Trans>Files to import that were uploaded before are deleted.</Trans>
              </List.Item>
              <List.Item>
                <Trans>
                  Figures stay, and so does a closed lead without a name. Won deals are kept out of reach, as the law
                  requires.
                </Trans>
              </List.Item>
            </List>
          </Alert>
          <TextInput
            label={t`Type ${word} to confirm`}
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('word')}
          />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" color="red.9" disabled={!typed} loading={erase.isPending}>
              <Trans>Erase for good</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
