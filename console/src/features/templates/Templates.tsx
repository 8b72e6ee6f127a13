import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@/ui/icons'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { NewerAlert } from '@/ui/feedback/NewerRelease'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { Empty } from '@/ui/layout/Empty'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { TemplateDialog } from './TemplateDialog'
import { type Template, useTemplates } from '@/ui/templates/useTemplates'
import { LANGUAGES, TEMPLATE_CHANNELS } from '@/ui/templates/words'

/** The texts that members begin messages, and notes of calls, with. */
export function Templates() {
  const { t } = useLingui()
  const templates = useTemplates()
  const [edited, edit] = useState<Template | 'new' | null>(null)
  const make = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => edit('new')}>
      <Trans>New template</Trans>
    </Button>
  )
  return (
    <Page
      title={t`Templates`}
      about={t`Texts that everybody begins messages with, from a lead's screen.`}
      narrow
      actions={make}
    >
      <Loaded query={templates}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t`No templates yet`} action={make}>
              <Trans>Write the first words that your agents send most: they press one button, and send it.</Trans>
            </Empty>
          ) : (
            <Lists items={items} onEdit={edit} />
          )
        }
      </Loaded>
      {edited && <TemplateDialog template={edited === 'new' ? null : edited} onClose={() => edit(null)} />}
    </Page>
  )
}

interface ListProps {
  items: readonly Template[]
  onEdit: (template: Template) => void
}

function Lists({ items, onEdit }: ListProps) {
  const archived = items.filter(({ status }) => status === 'archived')
  const cards = (shown: readonly Template[], order: 2 | 3) =>
    shown.map((one) => <Card key={one.template_id} template={one} order={order} onEdit={() => onEdit(one)} />)
  return (
    <Stack>
      {cards(
        items.filter(({ status }) => status === 'active'),
        2,
      )}
      {archived.length > 0 && (
        <Title order={2} size="h4" mt="md">
          <Trans>Archived</Trans>
        </Title>
      )}
      {cards(archived, 3)}
    </Stack>
  )
}

function Card({ template, order, onEdit }: { template: Template; order: 2 | 3; onEdit: () => void }) {
  const { i18n } = useLingui()
  const { api } = useConsole()
  const { title, version, template_id } = template
  const isActive = template.status === 'active'
  const params = { path: { template_id }, header: { 'If-Match': `"${version}"` } }
  const flip = useApiMutation(
    () => body(api.PATCH('/templates/{template_id}', { params, body: { status: isActive ? 'archived' : 'active' } })),
    { touches: TOUCHED.templates },
  )
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} component="article" aria-label={title}>
      <Stack gap="sm">
        <Title order={order} size="h5" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        <Group gap={6}>
          {template.channels.map((channel) => (
            <Badge key={channel} variant="default" tt="none">
              {i18n._(TEMPLATE_CHANNELS[channel])}
            </Badge>
          ))}
          <Badge variant="default" tt="none">
            {LANGUAGES.find(({ value }) => value === template.language)?.label}
          </Badge>
        </Group>
        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} lang={template.language}>
          {template.text}
        </Text>
        {template.newer_fields ? (
          <NewerAlert>
            <Trans>Nobody can use or change this template until that release is back.</Trans>
          </NewerAlert>
        ) : (
          <Group gap="xs">
            <Button variant="default" onClick={onEdit}>
              <Trans>Edit</Trans>
            </Button>
            <Button variant="default" onClick={() => flip.mutate()} loading={flip.isPending}>
              {isActive ? <Trans>Archive</Trans> : <Trans>Offer it again</Trans>}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  )
}
