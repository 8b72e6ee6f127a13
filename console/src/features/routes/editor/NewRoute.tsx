import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useSearchParams } from '@/lib/useSearchParams'
import { Page } from '@/ui/layout/Page'
import { useUnsavedChanges } from '@/ui/forms/useUnsavedChanges'
import { draftOf, prefilled } from './routeForm'
import { useRouteForm } from './RouteFormContext'
import { RouteEditor } from './RouteEditor'
import { usePlanner, useSave } from '../useRoute'
import { useRoutes } from '../useRoutes'

/** A new route, begun with what the address asks for. */
export function NewRoute() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [search] = useSearchParams<Record<string, string | undefined>>()
  const form = useRouteForm(prefilled(search))
  useUnsavedChanges(form.isDirty())
  const { plans, zone } = usePlanner()
  const routes = useRoutes()
  const save = useSave(form, t`The route is saved.`, () => void navigate({ to: '/routes', ignoreBlocker: true }))
  return (
    <Page title={t`New route`} about={<Trans>It goes to the top of the list; you can move it there.</Trans>}>
      <RouteEditor
        form={form}
        onSave={(values) => save.mutate({ draft: draftOf(values) })}
        busy={save.isPending}
        failure={save.error}
        others={{ above: [], below: routes.data?.items ?? [] }}
        editable={plans}
        fresh
        zone={zone}
      />
    </Page>
  )
}
