import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { useRefusal } from '@/ui/Failed'

type Outcome = Shapes['CloseBody']['outcome']

/** Close the lead, saying what it came to. */
export function CloseMenu({ leadId }: { leadId: string }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useRefusal()
  const close = useMutation({
    mutationFn: (outcome: Outcome) =>
      body(api.POST('/leads/{lead_id}/close', { params: { path: { lead_id: leadId } }, body: { outcome } })),
    onError: refusal,
    onSettled: () => queries.invalidateQueries(),
  })
  const outcomes: [Outcome, string][] = [
    ['won', t`Won`],
    ['lost', t`Lost`],
    ['not_interested', t`Not interested`],
    ['unreachable', t`Unreachable`],
    ['not_a_lead', t`Not a lead`],
    ['duplicate', t`Duplicate`],
  ]
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" loading={close.isPending}>
          <Trans>Close …</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {outcomes.map(([outcome, label]) => (
          <Menu.Item key={outcome} onClick={() => close.mutate(outcome)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
