import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Text } from '@mantine/core'
import { IconHelpCircle } from '@/ui/icons'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import type { LeadShown } from '../useLead'

/** Says who doubts that this is a lead; whoever may confirms or refuses that. */
export function Judge({ lead }: { lead: LeadShown }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const params = { path: { lead_id: lead.lead_id } }
  const judge = useApiMutation(
    (confirmed: boolean) => body(api.POST('/leads/{lead_id}/not-a-lead', { params, body: { confirmed } })),
    { touches: TOUCHED.lead, success: t`Decided.` },
  )
  if (!lead.doubt) return null
  const who = lead.doubt.by_name
  return (
    <Alert variant="light" color="yellow" icon={<IconHelpCircle aria-hidden />} title={t`Not a lead?`}>
      <Text size="sm">
        {who ? (
          <Trans>{who} says that this is no lead.</Trans>
        ) : (
          <Trans>Whoever had it says that this is no lead.</Trans>
        )}{' '}
        {!lead.may.includes('judge') && <Trans>A manager decides.</Trans>}
      </Text>
      {lead.may.includes('judge') && (
        <>
          <Text size="sm">
            <Trans>If you confirm it, they get back their turn and what their limits counted.</Trans>
          </Text>
          <Group gap="xs" mt="xs">
            <Button size="xs" loading={judge.isPending} onClick={() => judge.mutate(true)}>
              <Trans>It is no lead</Trans>
            </Button>
            <Button size="xs" variant="default" loading={judge.isPending} onClick={() => judge.mutate(false)}>
              <Trans>It is one: on to the next agent</Trans>
            </Button>
          </Group>
        </>
      )}
    </Alert>
  )
}
