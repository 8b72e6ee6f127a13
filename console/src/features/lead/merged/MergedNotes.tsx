import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor, Button, Group, Text } from '@mantine/core'
import { IconArrowMerge } from '@/ui/icons'
import { Link, useSearch } from '@tanstack/react-router'
import { body } from '@/api/client'
import { type Me, useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { when } from '@/lib/locale'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { useActorName } from '@/ui/words/useActorName'
import type { LeadShown } from '../useLead'

/** What tells on a lead's screen that it is one with others, from where one came, and how that is undone. */
export function MergedNotes({ lead, me }: { lead: LeadShown; me: Me }) {
  if (lead.merged_into) return <WentInto into={lead.merged_into} />
  const last = lead.merged_from?.at(-1)
  return last ? <CameTogether lead={lead} last={last} me={me} /> : null
}

function WentInto({ into }: { into: string }) {
  const { t } = useLingui()
  return (
    <Alert variant="light" icon={<IconArrowMerge aria-hidden />} title={t`This lead is part of another one`}>
      <Text size="sm">
        <Trans>It was merged into another lead. What was said and done stands there, and goes on there.</Trans>
      </Text>
      <Anchor
        size="sm"
        fw={600}
        renderRoot={(props) => <Link to="/leads/$leadId" params={{ leadId: into }} {...props} />}
      >
        <Trans>Read it there</Trans>
      </Anchor>
    </Alert>
  )
}

type Merged = NonNullable<LeadShown['merged_from']>[number]

function CameTogether({ lead, last, me }: { lead: LeadShown; last: Merged; me: Me }) {
  const { t } = useLingui()
  const { from } = useSearch({ strict: false }) as { from?: string }
  const count = lead.merged_from?.length ?? 1
  const by = useActorName()(last.by)
  const at = when(last.at, me.team.time_zone)
  return (
    <Alert variant="light" color="gray" icon={<IconArrowMerge aria-hidden />} role="status">
      {from && lead.merged_from?.some((one) => one.lead_id === from) && (
        <Text size="sm" fw={600}>{t`You were led here from a lead that was merged into this one.`}</Text>
      )}
      <Text size="sm">
        {count === 1 ? (
          <Trans>
            {by} merged another lead into this one on {at}.
          </Trans>
        ) : (
          <Trans>
            {count} other leads were merged into this one, the last by {by} on {at}.
          </Trans>
        )}
      </Text>
      {last.undo_until && <Undo leadId={last.lead_id} until={when(last.undo_until, me.team.time_zone, 'day')} />}
    </Alert>
  )
}

function Undo({ leadId, until }: { leadId: string; until: string }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const ask = useConfirm()
  const params = { path: { lead_id: leadId } }
  const undo = useApiMutation(() => body(api.POST('/leads/{lead_id}/merge/undo', { params })), {
    touches: TOUCHED.lead,
    success: t`The merge is undone.`,
  })
  const question = {
    title: t`Undo the merge?`,
    about: t`The other lead becomes one of its own again, with its last owner or in the pool. What was recorded since the merge stays here.`,
    verb: t`Undo the merge`,
    onYes: () => undo.mutate(),
  }
  return (
    <Group gap="xs" mt={6}>
      <Button size="compact-sm" variant="default" onClick={() => ask(question)} loading={undo.isPending}>
        <Trans>Undo the merge</Trans>
      </Button>
      <Text size="xs" c="dimmed">
        <Trans>It can be undone until {until}.</Trans>
      </Text>
    </Group>
  )
}
