import { Alert, Button } from '@mantine/core'
import { useState } from 'react'
import { Copyable } from '@/ui/feedback/Copyable'
import { NewerAlert, NewerBadge } from '@/ui/feedback/NewerRelease'
import { SecretsDialog } from '@/ui/feedback/SecretsDialog'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { useUndoToast } from '@/ui/feedback/useUndoToast'
import { AddressPaused } from '@/ui/members/AddressPaused'
import { Folder, Part } from './Sample'

const COLOURS = ['green', 'yellow', 'red', 'relevo'] as const

/** What is said to whoever has done something. */
export function Feedback() {
  const [opened, setOpened] = useState(false)
  const confirm = useConfirm()
  const undo = useUndoToast()
  const ask = (danger: boolean) =>
    confirm({
      title: 'Close the lead?',
      about: 'It leaves the lists.',
      verb: 'Close it',
      danger,
      onYes: () => undefined,
    })
  return (
    <Folder name="feedback">
      <Part name="Alert" wide>
        {COLOURS.map((color) => (
          <Alert key={color} color={color} variant="light">
            {color}
          </Alert>
        ))}
      </Part>
      <Part name="NewerBadge, NewerAlert, AddressPaused" wide>
        <NewerBadge />
        <NewerAlert>It takes no part until that release is back.</NewerAlert>
        <AddressPaused agentId="agent_ana" />
      </Part>
      <Part name="Copyable" wide>
        <Copyable label="Webhook address" value="https://relevo.example.com/api/webhooks/standard/source_0123456789" />
      </Part>
      <Part name="ConfirmDialog, SecretsDialog, useUndoToast">
        <Button variant="default" onClick={() => ask(false)}>
          Ask
        </Button>
        <Button variant="default" onClick={() => ask(true)}>
          Ask before harm
        </Button>
        <Button variant="default" onClick={() => setOpened(true)}>
          Show secrets
        </Button>
        <Button variant="default" onClick={() => undo('Closed: Julia Ortega', () => undefined)}>
          Show a toast
        </Button>
      </Part>
      <SecretsDialog
        title="The secret of the source"
        opened={opened}
        onClose={() => setOpened(false)}
        secrets={[{ label: 'Secret', value: 'whsec_'.padEnd(32, 'x') }]}
      />
    </Folder>
  )
}
