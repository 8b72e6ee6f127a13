import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { ROLES } from '@/ui/words/states'
import { useApiMutation } from '@/ui/feedback/useApiMutation'

type Draft = Pick<Shapes['MemberDraft'], 'email' | 'first_name' | 'last_name' | 'role'>
const NOBODY: Draft = { email: '', first_name: '', last_name: '', role: 'agent' }

/** Invite somebody to the team. */
export function Invite({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLingui()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t`Invite to the team`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <InviteForm onClose={onClose} />
    </Modal>
  )
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui()
  const { api } = useConsole()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(NOBODY)
  const email = draft.email
  const invite = useApiMutation((given: Draft) => body(api.POST('/agents', { body: given })), {
    touches: TOUCHED.member,
    success: t`Invited: ${email}`,
    onSuccess: (member) => {
      onClose()
      void navigate({ to: '/agents/$agentId', params: { agentId: member.agent_id } })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    invite.mutate({
      ...draft,
      email: draft.email.trim(),
      first_name: draft.first_name.trim(),
      last_name: draft.last_name.trim(),
    })
  }
  const field = (name: 'email' | 'first_name' | 'last_name') => ({
    required: true,
    value: draft[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setDraft({ ...draft, [name]: event.currentTarget.value }),
  })
  return (
    <Stack component="form" onSubmit={submit}>
      <Group grow align="start">
        <TextInput label={t`First name`} maxLength={80} data-autofocus {...field('first_name')} />
        <TextInput label={t`Last name`} maxLength={80} {...field('last_name')} />
      </Group>
      <TextInput type="email" label={t`E-mail`} maxLength={128} {...field('email')} />
      <Select
        label={t`Role`}
        allowDeselect={false}
        data={(['agent', 'manager', 'rainmaker'] as const).map((role) => ({ value: role, label: i18n._(ROLES[role]) }))}
        value={draft.role}
        onChange={(role) => role && setDraft({ ...draft, role: role as Draft['role'] })}
      />
      <Text size="sm" c="dimmed">
        <Trans>They get a mail with a password for the first time. Leads come to them once they have signed in.</Trans>
      </Text>
      <Group justify="end">
        <Button type="submit" loading={invite.isPending}>
          <Trans>Invite</Trans>
        </Button>
      </Group>
    </Stack>
  )
}
