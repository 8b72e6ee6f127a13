import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Paper, Skeleton, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { body, Refused } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { settingsQuery } from '@/api/queries/settings'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { Later } from '@/ui/layout/Later'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { NewerAlert } from '@/ui/feedback/NewerRelease'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useUnsavedChanges } from '@/ui/forms/useUnsavedChanges'
import { Contents } from './Contents'
import { changedFields, type Patch, type Settings as Kept, type SettingsForm } from './changes'
import { TheTeam } from './TheTeam'

const Rest = lazy(async () => ({ default: (await import('./Rest')).Rest }))
const BELOW = 3000 // pixels of the sections below what is seen first, roughly

/** What holds for the whole team; the Rainmaker's to set. */
export function Settings() {
  const { t } = useLingui()
  const { api } = useConsole()
  const settings = useQuery(settingsQuery(api))
  return (
    <div className="has-contents">
      <Contents />
      <Page title={t`Settings`} about={<Trans>Team settings.</Trans>} narrow>
        <Loaded query={settings} height={600}>
          {(kept) => <Form kept={kept} />}
        </Loaded>
      </Page>
    </div>
  )
}

function Form({ kept }: { kept: Kept }) {
  const [conflict, setConflict] = useState(false)
  const form = useSettingsForm(kept)
  const changes = changedFields(kept, form.values)
  const count = Object.keys(changes).length
  const show = (settings: Kept) => {
    form.setValues(settings)
    form.clearErrors()
    setConflict(false)
  }
  const save = useSave(kept, form, show, () => setConflict(true))
  useUnsavedChanges(count > 0)

  return (
    <form onSubmit={form.onSubmit(() => void (count > 0 && save.mutate(changes)))}>
      <Stack gap="lg">
        {kept.newer_fields && (
          <NewerAlert>
            <Trans>Some of what is shown here cannot be changed until that release is back.</Trans>
          </NewerAlert>
        )}
        <TheTeam form={form} />
        <Later shape={<Skeleton h={BELOW} />}>
          <Suspense fallback={<Skeleton h={BELOW} />}>
            <Rest form={form} />
          </Suspense>
        </Later>
        {conflict && <Conflict />}
        {count > 0 && <SaveBar count={count} saving={save.isPending} onDiscard={() => show(kept)} />}
      </Stack>
    </form>
  )
}

/** The form of the settings; fields without changes follow the server. */
function useSettingsForm(kept: Kept): SettingsForm {
  const form = useForm<Kept>({ initialValues: kept })
  const latest = useRef(form)
  useEffect(() => {
    latest.current = form
  })
  useEffect(() => {
    const { isDirty, setValues, setInitialValues } = latest.current
    const untouched = Object.entries(kept).filter(([name]) => !isDirty(name))
    setValues(Object.fromEntries(untouched))
    setInitialValues(kept)
  }, [kept])
  return form
}

/** Send what changed, on what was read; where somebody was faster, that is said and what they set is shown. */
function useSave(kept: Kept, form: SettingsForm, onSaved: (after: Kept) => void, onConflict: () => void) {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  const serverErrors = useServerErrors(form, Object.keys(kept))
  return useApiMutation(
    (changes: Patch) =>
      body(api.PATCH('/settings', { params: { header: { 'If-Match': `"${kept.version}"` } }, body: changes })),
    {
      touches: TOUCHED.settings,
      success: t`The settings are saved.`,
      onSuccess: (after) => {
        queries.setQueryData(settingsQuery(api).queryKey, after)
        onSaved(after)
      },
      onError: (error) => {
        if (error instanceof Refused && error.code === 'changed_by_other') onConflict()
        else serverErrors(error)
      },
    },
  )
}

function Conflict() {
  const { t } = useLingui()
  return (
    <Alert color="yellow" variant="light" role="alert" title={t`Somebody else changed the settings meanwhile`}>
      <Trans>
        Your changes are not saved yet. Above are the current settings with your changes: check them and save again.
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
