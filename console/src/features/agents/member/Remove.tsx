import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { MemberSelect } from '@/ui/forms/selects'
import { fullName } from '@/ui/words/names'
import { Section } from '@/ui/layout/Page'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { type Member, useStandings } from '../useAgents'

type Place = 'route' | 'pool' | 'member'

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
  const [place, setPlace] = useState<Place>('route')
  const [heir, setHeir] = useState<string | null>(null)
  const name = fullName(member)
  const leadsTo = place === 'member' ? heir : place
  const remove = useApiMutation(
    (to: string) => {
      const params = {
        path: { agent_id: member.agent_id },
        query: { leads_to: to },
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
    },
  )
  return (
    <Stack>
      <OpenLeads member={member} />
      <Radio.Group
        label={t`Where do their open leads go?`}
        value={place}
        onChange={(chosen) => setPlace(chosen as Place)}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="route" label={t`Through routing once more, one by one`} />
          <Radio value="pool" label={t`To the pool, where anybody may claim them`} />
          <Radio value="member" label={t`To another member`} />
        </Stack>
      </Radio.Group>
      {place === 'member' && (
        <MemberSelect label={t`Member`} required except={member.agent_id} value={heir} onChange={setHeir} />
      )}
      <Text size="sm" c="dimmed">
        <Trans>Routes that assign to them are paused; sources of theirs lose their owner.</Trans>
      </Text>
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button
          color="red.9"
          disabled={!leadsTo}
          loading={remove.isPending}
          onClick={() => leadsTo && remove.mutate(leadsTo)}
        >
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
