import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { MemberSelect } from '@/ui/forms/selects'
import { useDirectory } from '@/ui/words/useDirectory'

interface Props {
  taken: string[]
  onAdd: (ids: string[]) => void
}

/** Members who are not on the route yet: one of them, or all at once. */
export function AddAgents({ taken, onAdd }: Props) {
  const { t } = useLingui()
  const { data } = useDirectory()
  const [typed, setTyped] = useState('')
  const left = data?.agents.filter((one) => one.status !== 'removed' && !taken.includes(one.agent_id)) ?? []
  const agents = left.filter((one) => one.role === 'agent').map((one) => one.agent_id)
  if (data && left.length === 0) return null
  return (
    <Group gap="xs" align="end" data-changes>
      <MemberSelect
        invited
        aria-label={t`Add an agent`}
        placeholder={t`Add an agent`}
        value={null}
        searchValue={typed}
        onSearchChange={setTyped}
        filter={({ options }) =>
          options.filter(
            (one) =>
              'value' in one &&
              !taken.includes(one.value) &&
              one.label.toLowerCase().includes(typed.trim().toLowerCase()),
          )
        }
        onChange={(id) => {
          if (id) onAdd([id])
          setTyped('')
        }}
        nothingFoundMessage={t`Nobody of that name`}
        flex={1}
        miw={180}
        maw={360}
      />
      {agents.length > 1 && (
        <Button variant="default" onClick={() => onAdd(agents)}>
          <Trans>Add all agents</Trans>
        </Button>
      )}
    </Group>
  )
}
