import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { body, Refused } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { settingsQuery } from '@/api/queries/settings'
import { useErrorToast } from '@/ui/layout/LoadError'
import { Loaded } from '@/ui/layout/Loaded'
import { Page, Section } from '@/ui/layout/Page'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUnsavedChanges } from '@/ui/forms/useUnsavedChanges'
import { changedFields, type Patch, type Settings as Kept } from './changes'
import { LeadsHandling, Restrictions, TheTeam, WorkingHours } from './fields'

/** What holds for the whole team; the Rainmaker's to set. */
export function Settings() {
  const { t } = useLingui()
  const { api } = useConsole()
  const settings = useQuery(settingsQuery(api))
  return (
    <Page title={t`Settings`} about={<Trans>What holds for the whole team.</Trans>} narrow>
      <Loaded query={settings} height={600}>
        {(kept) => <Form kept={kept} />}
      </Loaded>
    </Page>
  )
}

function Form({ kept }: { kept: Kept }) {
  const [wanted, setWanted] = useState<Patch>({})
  const [conflict, setConflict] = useState(false)
  const changes = changedFields(kept, wanted)
  const shown: Kept = { ...kept, ...changes }
  const dirty = Object.keys(changes).length > 0
  const clear = () => {
    setWanted({})
    setConflict(false)
  }
  const save = useSave(kept, clear, () => setConflict(true))
  useUnsavedChanges(dirty)
  const change = (one: Patch) => setWanted((before) => ({ ...before, ...one }))

  function submit(event: FormEvent) {
    event.preventDefault()
    if (dirty) save.mutate(changes)
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <TheTeam shown={shown} change={change} />
        <WorkingHours shown={shown} change={change} />
        <Restrictions shown={shown} change={change} />
        <LeadsHandling shown={shown} change={change} />
        <Elsewhere />
        {conflict && <Conflict />}
        {dirty && <SaveBar count={Object.keys(changes).length} saving={save.isPending} onDiscard={clear} />}
      </Stack>
    </form>
  )
}

/** Send what changed, on what was read; where somebody was faster, that is said and what they set is shown. */
function useSave(kept: Kept, onSaved: () => void, onConflict: () => void) {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  const refusal = useErrorToast()
  return useApiMutation(
    (changes: Patch) =>
      body(api.PATCH('/settings', { params: { header: { 'If-Match': `"${kept.version}"` } }, body: changes })),
    {
      touches: TOUCHED.settings,
      success: t`The settings are saved.`,
      onSuccess: (after) => {
        queries.setQueryData(settingsQuery(api).queryKey, after)
        onSaved()
      },
      onError: (error) => {
        if (error instanceof Refused && error.code === 'changed_by_other') onConflict()
        else refusal(error)
      },
    },
  )
}

function Conflict() {
  const { t } = useLingui()
  return (
    <Alert color="yellow" variant="light" role="alert" title={t`Somebody else changed the settings meanwhile`}>
      <Trans>
        Nothing of yours was saved yet. Above is how it is now, with your changes on it: look, and save again.
      </Trans>
    </Alert>
  )
}

function SaveBar({ count, saving, onDiscard }: { count: number; saving: boolean; onDiscard: () => void }) {
  return (
    <Paper withBorder p="sm" shadow="md" pos="sticky" bottom={{ base: 72, sm: 12 }} style={{ zIndex: 2 }}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status">
          <Trans>Not saved yet: {count}</Trans>
        </Text>
        <Group gap="xs">
          <Button variant="default" onClick={onDiscard} disabled={saving}>
            <Trans>Discard</Trans>
          </Button>
          <Button type="submit" loading={saving}>
            <Trans>Save</Trans>
          </Button>
        </Group>
      </Group>
    </Paper>
  )
}

function Elsewhere() {
  const { t } = useLingui()
  return (
    <Section title={t`Other programs`}>
      <Text size="sm">
        <Trans>Your CRM and other programs can be told what happens to your leads.</Trans>
      </Text>
      <Anchor renderRoot={(props) => <Link to="/outbound" {...props} />}>
        <Trans>Outbound webhooks</Trans>
      </Anchor>
    </Section>
  )
}
