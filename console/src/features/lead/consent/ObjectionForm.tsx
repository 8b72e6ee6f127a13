import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { KEYS, TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { OBJECTIONS, type What, WHATS } from '@/ui/words/objections'
import type { LeadShown } from '../useLead'

/** Records what the person objects to; an objection is widened and never narrowed. */
export function ObjectionForm({ lead, onDone }: { lead: LeadShown; onDone: () => void }) {
  const { i18n, t } = useLingui()
  const { api } = useConsole()
  const [what, setWhat] = useState<What>(lead.objection ? 'all' : 'marketing')
  const record = useApiMutation(
    () => body(api.PUT('/leads/{lead_id}/objection', { params: { path: { lead_id: lead.lead_id } }, body: { what } })),
    { touches: [...TOUCHED.contact, KEYS.audit], success: t`Noted.`, onSuccess: onDone },
  )
  return (
    <Stack gap="xs">
      <Radio.Group label={t`The person objects to`} value={what} onChange={(chosen) => setWhat(chosen as What)}>
        <Stack gap="xs" mt="xs">
          {WHATS.map((one) => (
            <Radio key={one} value={one} label={i18n._(OBJECTIONS[one])} />
          ))}
        </Stack>
      </Radio.Group>
      <Text size="xs" c="dimmed">
        <Trans>It applies to all addresses of the person, and stays after they are erased.</Trans>
      </Text>
      <Group justify="end" gap="xs">
        <Button variant="subtle" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
        <Button onClick={() => record.mutate()} loading={record.isPending}>
          <Trans>Save</Trans>
        </Button>
      </Group>
    </Stack>
  )
}
