import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUndoToast } from '@/ui/feedback/useUndoToast'
import { OUTCOMES } from '@/ui/words/reasons'

type Outcome = keyof typeof OUTCOMES

/** Close the lead, saying what it came to. */
export function CloseMenu({ leadId }: { leadId: string }) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const offerUndo = useUndoToast()
  const params = { path: { lead_id: leadId } }
  const reopen = useApiMutation(() => body(api.POST('/leads/{lead_id}/reopen', { params })), { touches: TOUCHED.lead })
  const close = useApiMutation(
    (outcome: Outcome) => body(api.POST('/leads/{lead_id}/close', { params, body: { outcome } })),
    {
      touches: TOUCHED.lead,
      onSuccess: () => offerUndo(t`The lead is closed.`, () => reopen.mutate()),
    },
  )
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" loading={close.isPending} rightSection={<IconChevronDown size={16} aria-hidden />}>
          <Trans>Close as</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(OUTCOMES) as Outcome[]).map((outcome) => (
          <Menu.Item key={outcome} onClick={() => close.mutate(outcome)}>
            {i18n._(OUTCOMES[outcome])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
