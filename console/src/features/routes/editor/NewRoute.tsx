import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useSearchParams } from '@/lib/useSearchParams'
import { Page } from '@/ui/layout/Page'
import { useUnsavedChanges } from '@/ui/forms/useUnsavedChanges'
import { draftOf, prefilled } from './routeForm'
import { RouteEditor } from './RouteEditor'
import { usePlanner, useSave } from '../useRoute'
import { useRoutes } from '../useRoutes'

/** A new route, begun with what the address asks for. */
export function NewRoute() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [search] = useSearchParams<Record<string, string | undefined>>()
  const [begun] = useState(() => prefilled(search))
  const [form, setForm] = useState(begun)
  useUnsavedChanges(form !== begun)
  const { may, zone } = usePlanner()
  const routes = useRoutes()
  const save = useSave(t`The route is saved.`, () => void navigate({ to: '/routes', ignoreBlocker: true }))
  return (
    <Page title={t`New route`} about={<Trans>It goes to the top of the list; you can move it there.</Trans>}>
      <RouteEditor
        form={form}
        onChange={setForm}
        onSave={() => save.mutate({ draft: draftOf(form) })}
        busy={save.isPending}
        refused={save.error}
        others={{ above: [], below: routes.data?.items ?? [] }}
        may={may}
        zone={zone}
      />
    </Page>
  )
}
