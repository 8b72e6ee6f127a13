import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { NewerAlert } from '@/ui/feedback/NewerRelease'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { useUnsavedChanges } from '@/ui/forms/useUnsavedChanges'
import { ConflictAlert } from './ConflictAlert'
import { draftOf } from './routeForm'
import { LintHints, problemsFor } from '../LintHints'
import { RotaSection } from '../rota/RotaSection'
import { RouteEditor } from './RouteEditor'
import { useFollowingForm } from './useFollowingForm'
import { useDelete, useLint, usePlanner, useRoute, useSave } from '../useRoute'
import { type Route, useRoutes } from '../useRoutes'

/** A route of the team's, edited. */
export function EditRoute() {
  const { t } = useLingui()
  const { routeId } = useParams({ strict: false })
  const route = useRoute(routeId ?? '')
  const known = route.data
  return (
    <Page title={known?.title ?? t`Route`} actions={known?.may.includes('delete') && <DeleteButton route={known} />}>
      <Loaded query={route} height={600}>
        {(found) => <Editing key={found.route_id} route={found} />}
      </Loaded>
    </Page>
  )
}

/** The editor of an existing route. */
function Editing({ route }: { route: Route }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { form, conflict, takeTheirs, keepMine, version } = useFollowingForm(route)
  useUnsavedChanges(form.isDirty())
  const { zone } = usePlanner()
  const [routes, lint] = [useRoutes(), useLint()]
  const toList = () => void navigate({ to: '/routes', ignoreBlocker: true })
  const save = useSave(form, t`The route is saved.`, toList)
  const place = routes.data?.items.findIndex((one) => one.route_id === route.route_id) ?? -1
  const items = routes.data?.items ?? []
  const found = problemsFor(lint.data?.items, route.route_id)
  return (
    <>
      {route.newer_fields && (
        <NewerAlert>
          <Trans>
            Leads pass over this route, and nobody can change it, until that release is back. Then it goes on as before.
          </Trans>
        </NewerAlert>
      )}
      {conflict && <ConflictAlert route={route} onTheirs={takeTheirs} onMine={keepMine} />}
      <RouteEditor
        form={form}
        onSave={(values) => save.mutate({ draft: draftOf(values), of: { routeId: route.route_id, version } })}
        busy={save.isPending}
        failure={save.error}
        others={{ above: place < 0 ? [] : items.slice(0, place), below: place < 0 ? [] : items.slice(place + 1) }}
        editable={route.may.includes('edit')}
        zone={zone}
        hints={!form.isDirty() && found.length > 0 && <LintHints problems={found} />}
      />
      <RotaSection route={route} zone={zone} />
    </>
  )
}

function DeleteButton({ route }: { route: Route }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const remove = useDelete(t`The route is deleted.`, () => void navigate({ to: '/routes', ignoreBlocker: true }))
  const title = route.title
  return (
    <Button
      variant="default"
      loading={remove.isPending}
      onClick={() =>
        confirm({
          title: t`Delete “${title}”?`,
          about: t`It takes no more leads. Leads on it that nobody has claimed yet go through routing anew when they move on. To keep it for later, pause it instead.`,
          verb: t`Delete`,
          danger: true,
          onYes: () => remove.mutate(route),
        })
      }
    >
      <Trans>Delete…</Trans>
    </Button>
  )
}
