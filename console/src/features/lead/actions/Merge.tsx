import { Trans, useLingui } from '@lingui/react/macro'
import { Loader, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { leadQuery, leadSearchQuery } from '@/api/queries/leads'
import { grouped } from '@/lib/phones'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { fullName } from '@/ui/words/names'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { ActionDialog } from './ActionDialog'
import { SideBySide } from '../merged/SideBySide'
import type { LeadShown } from '../useLead'

const TYPED_MILLISECONDS = 300

interface Values {
  into: string | null
}

/** Merge the lead into another one that is the same person's: one that may be, or one looked for. */
export function Merge({ lead, onClose }: { lead: LeadShown; onClose: () => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const navigate = useNavigate()
  const [sought, setSought] = useState('')
  const form = useForm<Values>({ initialValues: { into: null } })
  const { into } = form.values
  const { found, busy } = useOthers(lead, sought)
  const other = found.find((one) => one.lead_id === into)
  const merge = useApiMutation(
    (target: string) =>
      body(api.POST('/leads/{lead_id}/merge', { params: { path: { lead_id: lead.lead_id } }, body: { into: target } })),
    {
      touches: TOUCHED.lead,
      success: t`Merged.`,
      onSuccess: (after) => {
        onClose()
        if (after.merged_into) void navigate({ to: '/leads/$leadId', params: { leadId: after.merged_into } })
      },
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
  return (
    <ActionDialog
      title={t`Merge into another lead`}
      verb={t`Merge`}
      busy={merge.isPending}
      form={form}
      ready={other !== undefined}
      onClose={onClose}
      onSubmit={() => other && merge.mutate(other.lead_id)}
    >
      <TextInput
        label={t`Look for the other lead`}
        placeholder={t`Name, e-mail or phone`}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
        rightSection={busy ? <Loader size="xs" /> : null}
      />
      <Radio.Group label={t`The other lead`} {...form.getInputProps('into')}>
        <Stack gap="xs" mt="xs">
          {found.map((one) => (
            <Radio
              key={one.lead_id}
              value={one.lead_id}
              label={fullName(one.contact) || t`Without a name`}
              description={[one.source_title, one.owner_name, ...one.contact.phones.map(grouped)]
                .filter(Boolean)
                .join(' · ')}
            />
          ))}
          {found.length === 0 && (
            <Text size="sm" c="dimmed">
              <Trans>No open lead found.</Trans>
            </Text>
          )}
        </Stack>
      </Radio.Group>
      {other && <SideBySide lead={lead} into={other} />}
    </ActionDialog>
  )
}

/** Return the leads to merge into: the search results, or the possible duplicates before a search. */
function useOthers(lead: LeadShown, sought: string): { found: LeadShown[]; busy: boolean } {
  const { api } = useConsole()
  const [q] = useDebouncedValue(sought.trim(), TYPED_MILLISECONDS)
  const search = useQuery({ ...leadSearchQuery(api, q), enabled: q.length > 1 })
  const likely = useQueries({
    queries: (lead.possible_duplicates ?? []).map((id) => leadQuery(api, id)),
    combine: (answers) => answers.flatMap((answer) => answer.data ?? []),
  })
  const shown = q.length > 1 ? (search.data?.items ?? []) : likely
  const found = shown.filter((one) => one.lead_id !== lead.lead_id && one.state !== 'closed')
  return { found, busy: search.isFetching }
}
