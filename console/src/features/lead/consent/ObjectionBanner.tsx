import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Text } from '@mantine/core'
import { IconHandStop } from '@/ui/icons'
import { body } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { KEYS, TOUCHED } from '@/api/queries/keys'
import { when } from '@/lib/locale'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { OBJECTIONS } from '@/ui/words/objections'
import type { LeadShown } from '../useLead'

/** What the person objects to, since when, and what that means. */
export function ObjectionBanner({ lead, me }: { lead: LeadShown; me: Me }) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const ask = useConfirm()
  const params = { path: { lead_id: lead.lead_id } }
  const withdraw = useApiMutation(() => body(api.DELETE('/leads/{lead_id}/objection', { params })), {
    touches: [...TOUCHED.contact, KEYS.audit],
    success: t`The objection is withdrawn.`,
  })
  if (!lead.objection) return null
  const what = i18n._(OBJECTIONS[lead.objection.what])
  const since = when(lead.objection.since, me.team.time_zone)
  const question = {
    title: t`Withdraw the objection?`,
    about: t`Do this only if the person says that they no longer object.`,
    verb: t`Withdraw`,
    danger: true,
    onYes: () => withdraw.mutate(),
  }
  return (
    <Alert color="red" icon={<IconHandStop aria-hidden />} title={t`This person objects`}>
      <Group justify="space-between" gap="xs">
        <div>
          <Text size="sm" fw={600}>
            {what}
          </Text>
          <Text size="sm">
            <Trans>Since {since}. Their inquiry may be answered all the same.</Trans>
          </Text>
        </div>
        {lead.may.includes('withdraw_objection') && (
          <Button size="compact-sm" variant="default" onClick={() => ask(question)} loading={withdraw.isPending}>
            <Trans>Withdraw the objection</Trans>
          </Button>
        )}
      </Group>
    </Alert>
  )
}
