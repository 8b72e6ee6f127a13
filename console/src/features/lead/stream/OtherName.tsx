import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useLead } from '../useLead'

interface Name {
  first_name: string
  last_name: string
}

/** Return the name that a repeat was made under, if it differed from the known one. */
export function otherName(event: Shapes['TimelineEntry']): Name | undefined {
  const { name } = (event.detail.inquiry ?? {}) as { name?: Partial<Name> }
  return name && { first_name: name.first_name ?? '', last_name: name.last_name ?? '' }
}

/** Offers the name of a repeat as a correction, to whoever may correct the contact, unless it is the lead's by now. */
export function OtherName({ leadId, name }: { leadId: string; name: Name }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const { data: lead } = useLead(leadId)
  const use = useApiMutation(
    (version: number) => {
      const params = { path: { lead_id: leadId }, header: { 'If-Match': `"${version}"` } }
      return body(api.PATCH('/leads/{lead_id}', { params, body: { contact: name } }))
    },
    { touches: TOUCHED.contact, success: t`Saved.` },
  )
  if (!lead?.may.includes('edit')) return null
  const { first_name, last_name } = lead.contact
  if (first_name === name.first_name && last_name === name.last_name) return null
  return (
    <Button variant="default" size="compact-sm" mt={4} loading={use.isPending} onClick={() => use.mutate(lead.version)}>
      <Trans>Use this name</Trans>
    </Button>
  )
}
