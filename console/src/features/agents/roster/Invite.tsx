import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useServerErrors } from '@/ui/forms/serverErrors'
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
  const form = useForm({ initialValues: NOBODY })
  const email = form.values.email
  const invite = useApiMutation((draft: Draft) => body(api.POST('/agents', { body: draft })), {
    touches: TOUCHED.member,
    success: t`Invited: ${email}`,
    onSuccess: (member) => {
      onClose()
      void navigate({ to: '/agents/$agentId', params: { agentId: member.agent_id } })
    },
    onError: useServerErrors(form, Object.keys(form.values)),
  })
  const submit = ({ email, first_name, last_name, role }: Draft) =>
    invite.mutate({ email: email.trim(), first_name: first_name.trim(), last_name: last_name.trim(), role })
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack>
        <Group grow align="start">
          <TextInput
            label={t`First name`}
            required
            maxLength={80}
            data-autofocus
            {...form.getInputProps('first_name')}
          />
          <TextInput label={t`Last name`} required maxLength={80} {...form.getInputProps('last_name')} />
        </Group>
        <TextInput type="email" label={t`E-mail`} required maxLength={128} {...form.getInputProps('email')} />
        <Select
          label={t`Role`}
          allowDeselect={false}
          data={(['agent', 'manager', 'rainmaker'] as const).map((role) => ({
            value: role,
            label: i18n._(ROLES[role]),
          }))}
          {...form.getInputProps('role')}
        />
        <Text size="sm" c="dimmed">
          <Trans>
            They get a mail with a password for the first time. Leads come to them once they have signed in.
          </Trans>
        </Text>
        <Group justify="end">
          <Button type="submit" loading={invite.isPending}>
            <Trans>Invite</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
