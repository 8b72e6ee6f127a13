import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Text } from '@mantine/core'
import { IconPhoneOff } from '@tabler/icons-react'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
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
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<Channel[]>([])
  const before = blockedChannels(lead)
  const params = { path: { lead_id: lead.lead_id } }
  const put = (channels: Channel[]) => body(api.PUT('/leads/{lead_id}/do-not-contact', { params, body: { channels } }))
  const undo = useApiMutation(put, { touches: TOUCHED.contact })
  const mark = useApiMutation(put, {
    touches: TOUCHED.contact,
    onSuccess: () => {
      setOpen(false)
      offerUndo(t`Saved whom not to contact.`, () => undo.mutate(before))
    },
  })
  function show(now: boolean) {
    setChosen(before)
    setOpen(now)
  }
  return (
    <Popover opened={open} onChange={show} withinPortal trapFocus position="bottom-end" shadow="md">
      <Popover.Target>
        <ActionIcon variant="default" size="lg" aria-label={t`Do not contact`} onClick={() => show(!open)}>
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
            onChange={(event) => setChosen(event.currentTarget.checked ? EVERY_CHANNEL : [])}
          />
          <Checkbox.Group aria-label={t`Channels`} value={chosen} onChange={(now) => setChosen(now as Channel[])}>
            <Stack gap="xs" ml="md">
              {EVERY_CHANNEL.map((channel) => (
                <Checkbox key={channel} value={channel} label={i18n._(CHANNELS[channel])} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Group justify="end">
            <Button size="sm" onClick={() => mark.mutate(chosen)} loading={mark.isPending}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
