import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { IconPhoneOff } from '@/ui/icons'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUndoToast } from '@/ui/feedback/useUndoToast'
import { blockedChannels } from './blockedChannels'
import { CHANNELS, type Channel, EVERY_CHANNEL } from './channels'
import type { LeadShown } from '../useLead'

/** On which channels the person shall not be contacted: all, some, or none. */
export function DoNotContact({ lead }: { lead: LeadShown }) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const offerUndo = useUndoToast()
  const [opened, { open, close }] = useDisclosure()
  const before = blockedChannels(lead)
  const form = useForm({ initialValues: { channels: before } })
  const { channels: chosen } = form.values
  const params = { path: { lead_id: lead.lead_id } }
  const put = (channels: Channel[]) => body(api.PUT('/leads/{lead_id}/do-not-contact', { params, body: { channels } }))
  const undo = useApiMutation(put, { touches: TOUCHED.contact })
  const mark = useApiMutation(put, {
    touches: TOUCHED.contact,
    onSuccess: () => {
      close()
      offerUndo(t`Saved whom not to contact.`, () => undo.mutate(before))
    },
    onError: useServerErrors(form, ['channels']),
  })
  const submit = form.onSubmit(({ channels }) => mark.mutate(channels))
  function show(now: boolean) {
    form.setValues({ channels: before })
    if (now) open()
    else close()
  }
  return (
    <Popover opened={opened} onChange={show} withinPortal trapFocus position="bottom-end" shadow="md">
      <Popover.Target>
        <ActionIcon variant="default" size="lg" aria-label={t`Do not contact`} onClick={() => show(!opened)}>
          <IconPhoneOff size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text fw={600}>
            <Trans>Do not contact</Trans>
          </Text>
          <Checkbox
            label={t`On no channel`}
            checked={chosen.length === EVERY_CHANNEL.length}
            indeterminate={chosen.length > 0 && chosen.length < EVERY_CHANNEL.length}
            onChange={(event) => form.setFieldValue('channels', event.currentTarget.checked ? EVERY_CHANNEL : [])}
          />
          <Checkbox.Group aria-label={t`Channels`} {...form.getInputProps('channels')}>
            <Stack gap="xs" ml="md">
              {EVERY_CHANNEL.map((channel) => (
                <Checkbox key={channel} value={channel} label={i18n._(CHANNELS[channel])} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Group justify="end">
            <Button size="sm" onClick={() => submit()} loading={mark.isPending}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
