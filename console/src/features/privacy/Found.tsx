import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor, Button, Checkbox, Group, Select, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { IconDownload, IconTrash } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Shapes } from '@/api/client'
import { useMe } from '@/api/context'
import { when } from '@/lib/locale'
import { Empty } from '@/ui/layout/Empty'
import { StateBadge } from '@/ui/leads/StateBadge'
import { fullName } from '@/ui/words/names'
import { EraseDialog } from './EraseDialog'
import { IDENTITY_CHECKS, type IdentityCheck } from './identity'
import { useExport } from './useExport'

type Lead = Shapes['Lead']

/** The leads of an address, to choose those of the person who asks, and what to do with them. */
export function Found({ leads, onBegun }: { leads: Lead[]; onBegun: (erasureId: string) => void }) {
  const { t, i18n } = useLingui()
  const form = useForm<{ leadIds: string[]; checked: IdentityCheck | null }>({
    initialValues: { leadIds: leads.length === 1 ? leads.map(({ lead_id }) => lead_id) : [], checked: null },
  })
  const [exported, setExported] = useState(0)
  const [erasing, erase] = useDisclosure()
  const exporting = useExport(setExported)
  const { leadIds, checked } = form.values
  if (leads.length === 0) {
    return (
      <Empty title={t`Nobody has this address`} action={null}>
        <Trans>Try another e-mail or phone of the person. Who was erased before is not found any more.</Trans>
      </Empty>
    )
  }
  const ready = leadIds.length > 0 && checked !== null
  return (
    <Stack>
      <Checkbox.Group
        label={t`Leads of the person who asks`}
        description={t`Leads that were merged with a chosen one are included.`}
        {...form.getInputProps('leadIds')}
      >
        <Stack gap="sm" mt="sm">
          {leads.map((lead) => (
            <Choice key={lead.lead_id} lead={lead} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select
        label={t`How you know that it is this person`}
        description={t`It is recorded in the audit, with ids only.`}
        placeholder={t`Choose`}
        data={Object.entries(IDENTITY_CHECKS).map(([value, label]) => ({ value, label: i18n._(label) }))}
        {...form.getInputProps('checked')}
      />
      <Group justify="end">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={!ready}
          loading={exporting.isPending}
          onClick={() => checked && exporting.mutate({ lead_ids: leadIds, identity_checked: checked })}
        >
          <Trans>Export</Trans>
        </Button>
        <Button color="red.9" leftSection={<IconTrash size={16} aria-hidden />} disabled={!ready} onClick={erase.open}>
          <Trans>Erase</Trans>
        </Button>
      </Group>
      {exported > 0 && (
        <Alert color="green" variant="light" role="status" title={t`The export is on your device`}>
          <Text size="sm">
            <Plural value={exported} one="It holds # record." other="It holds # records." />{' '}
            <Trans>Read it before you hand it over: what members wrote may speak of others.</Trans>
          </Text>
        </Alert>
      )}
      {erasing && checked && (
        <EraseDialog leadIds={leadIds} checked={checked} onClose={erase.close} onBegun={onBegun} />
      )}
    </Stack>
  )
}

function Choice({ lead }: { lead: Lead }) {
  const { t } = useLingui()
  const zone = useMe().data?.team.time_zone
  const addresses = [...lead.contact.emails, ...lead.contact.phones].join(' · ')
  const since = zone ? when(lead.created_at, zone, 'day') : ''
  const name = fullName(lead.contact) || t`Without a name`
  return (
    <Group justify="space-between" wrap="nowrap" align="start">
      <Checkbox
        value={lead.lead_id}
        label={name}
        description={[addresses, lead.source_title, since].filter(Boolean).join(' · ')}
      />
      <StateBadge state={lead.state} />
      <Anchor
        size="sm"
        flex="none"
        renderRoot={(props) => <Link to="/audit/seen" search={{ of: lead.lead_id }} {...props} />}
      >
        <Trans>Who saw it</Trans>
        <VisuallyHidden>: {name}</VisuallyHidden>
      </Anchor>
    </Group>
  )
}
