import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Grid, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { fieldsQuery } from '@/api/queries/sources'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUnsavedChanges } from '@/ui/forms/useUnsavedChanges'
import { Empty } from '@/ui/layout/Empty'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { type Source, useSource } from '../useSources'
import { BecomesLead } from './BecomesLead'
import { FieldList } from './FieldList'
import { type Mapping, same } from './meanings'

/** What each field of a source's deliveries is taken for, beside the lead that the last one becomes. */
export function Fields() {
  const { sourceId = '' } = useParams({ strict: false })
  const source = useSource(sourceId)
  return <Loaded query={source}>{(known) => <Known key={known.source_id} source={known} />}</Loaded>
}

function Known({ source }: { source: Source }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const stored: Mapping = source.mapping ?? {}
  const [draft, setDraft] = useState<Mapping | null>(null)
  const mapping = draft ?? stored
  const changed = draft !== null && !same(draft, stored)
  const fields = useQuery(fieldsQuery(api, source, changed ? draft : null))
  useUnsavedChanges(changed)
  const save = useApiMutation(
    () => {
      const params = { path: { source_id: source.source_id }, header: { 'If-Match': `"${source.version}"` } }
      return body(api.PUT('/sources/{source_id}/mapping', { params, body: mapping }))
    },
    { touches: TOUCHED.source, success: t`Saved. It counts from the next delivery on.` },
  )
  const edits = source.may.includes('edit')
  return (
    <Page
      title={t`Fields of ${source.title}`}
      about={<Trans>What each field is taken for, and the lead that the last delivery becomes.</Trans>}
      actions={
        <Anchor
          renderRoot={(props) => <Link to="/sources/$sourceId" params={{ sourceId: source.source_id }} {...props} />}
        >
          <Trans>The source</Trans>
        </Anchor>
      }
    >
      <Loaded query={fields}>
        {(read) =>
          read.fields.length === 0 ? (
            <Empty title={t`No fields have come yet`} action={null}>
              <Trans>Send something through the form or portal. Its fields show here.</Trans>
            </Empty>
          ) : (
            <Grid gap="lg">
              <Grid.Col span={{ base: 12, md: 7 }}>
                <FieldList
                  source={source}
                  read={read}
                  mapping={mapping}
                  stored={stored}
                  onChange={edits ? setDraft : undefined}
                />
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Stack gap="md" style={{ position: 'sticky', top: 76 }}>
                  {read.inquiry && <BecomesLead inquiry={read.inquiry} at={read.at} busy={fields.isFetching} />}
                  {changed && (
                    <Group justify="end" gap="sm">
                      <Button variant="default" onClick={() => setDraft(null)}>
                        <Trans>Discard</Trans>
                      </Button>
                      <Button loading={save.isPending} onClick={() => save.mutate()}>
                        <Trans>Save</Trans>
                      </Button>
                    </Group>
                  )}
                </Stack>
              </Grid.Col>
            </Grid>
          )
        }
      </Loaded>
    </Page>
  )
}
