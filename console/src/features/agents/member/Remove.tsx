import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { MemberSelect } from '@/ui/forms/selects'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { fullName } from '@/ui/words/names'
import { Section } from '@/ui/layout/Page'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { type Member, useStandings } from '../useAgents'

interface Values {
  place: 'route' | 'pool' | 'member'
  /** Who gets the leads where `place` is a member. */
  leads_to: string | null
}

const FIRST: Values = { place: 'route', leads_to: null }

/** Remove a member from the team; where their open leads go is asked first. */
export function Remove({ member }: { member: Member }) {
  const { t } = useLingui()
  const [opened, { open, close }] = useDisclosure()
  const name = fullName(member)
  return (
    <Section
      title={t`Remove from the team`}
      actions={
        <Button variant="default" onClick={open}>
          <Trans>Remove…</Trans>
        </Button>
      }
    >
      <Text size="sm" c="dimmed">
        <Trans>Their offers end at once and they cannot sign in any more. Closed leads keep their name.</Trans>
      </Text>
      <Modal opened={opened} onClose={close} title={t`Remove ${name}`} closeButtonProps={{ 'aria-label': t`Close` }}>
        <RemoveForm member={member} onClose={close} />
      </Modal>
    </Section>
  )
}

function RemoveForm({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const navigate = useNavigate()
  const form = useForm({ initialValues: FIRST })
  const { place, leads_to } = form.values
  const name = fullName(member)
  const to = place === 'member' ? leads_to : place
  const remove = useApiMutation(
    (leadsTo: string) => {
      const params = {
        path: { agent_id: member.agent_id },
        query: { leads_to: leadsTo },
        header: { 'If-Match': `"${member.version}"` },
      }
      return body(api.DELETE('/agents/{agent_id}', { params }))
    },
    {
      touches: TOUCHED.removal,
      success: t`${name} is removed. Their leads are moving.`,
      onSuccess: () => {
        onClose()
        void navigate({ to: '/agents' })
      },
      onError: useServerErrors(form, place === 'member' ? ['leads_to'] : []),
    },
  )
  // There is no form element, in which Enter on a choice would remove the member.
  const submit = form.onSubmit(() => {
    if (to) remove.mutate(to)
  })
  return (
    <Stack>
      <OpenLeads member={member} />
      <Radio.Group label={t`Where do their open leads go?`} {...form.getInputProps('place')}>
        <Stack gap="xs" mt="xs">
          <Radio value="route" label={t`Through routing once more, one by one`} />
          <Radio value="pool" label={t`To the pool, where anybody may claim them`} />
          <Radio value="member" label={t`To another member`} />
        </Stack>
      </Radio.Group>
      {place === 'member' && (
        <MemberSelect label={t`Member`} required except={member.agent_id} {...form.getInputProps('leads_to')} />
      )}
      <Text size="sm" c="dimmed">
        <Trans>Routes that assign to them are paused; sources of theirs lose their owner.</Trans>
      </Text>
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button color="red.9" disabled={!to} loading={remove.isPending} onClick={() => submit()}>
          <Trans>Remove</Trans>
        </Button>
      </Group>
    </Stack>
  )
}

function OpenLeads({ member }: { member: Member }) {
  const standing = useStandings().get(member.agent_id)
  if (!standing) return null
  const count = standing.open_leads
  return (
    <Text size="sm">
      <Trans>Open leads now: {count}</Trans>
    </Text>
  )
}
