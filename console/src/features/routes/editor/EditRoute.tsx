import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { useUnsavedChanges } from '@/ui/forms/useUnsavedChanges'
import { ConflictAlert } from './ConflictAlert'
import { draftOf, formOf, type RouteForm } from './routeForm'
import { LintHints, problemsFor } from '../LintHints'
import { RouteEditor } from './RouteEditor'
import { useDelete, useLint, usePlanner, useRoute, useSave } from '../useRoute'
import { type Route, useRoutes } from '../useRoutes'

/** A route of the team's, edited. */
export function EditRoute() {
  const { t } = useLingui()
  const { routeId } = useParams({ strict: false })
  const route = useRoute(routeId ?? '')
  return (
    <Page title={route.data?.title ?? t`Route`}>
      <Loaded query={route} height={600}>
        {(found) => <Editing key={found.route_id} route={found} />}
      </Loaded>
    </Page>
  )
}

interface Written {
  form: RouteForm
  /** The version that it was begun from. */
  version: number
}

/** What is written stays when somebody else saves meanwhile; what is not touched follows. */
function Editing({ route }: { route: Route }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [written, setWritten] = useState<Written | null>(null)
  useUnsavedChanges(written !== null)
  const { may, zone } = usePlanner()
  const [routes, lint] = [useRoutes(), useLint()]
  const toList = () => void navigate({ to: '/routes', ignoreBlocker: true })
  const save = useSave(t`The route is saved.`, toList)
  const form = written?.form ?? formOf(route)
  const version = written?.version ?? route.version
  const place = routes.data?.items.findIndex((one) => one.route_id === route.route_id) ?? -1
  const items = routes.data?.items ?? []
  const found = problemsFor(lint.data?.items, route.route_id)
  return (
    <>
      {written && written.version !== route.version && (
        <ConflictAlert
          route={route}
          onTheirs={() => setWritten(null)}
          onMine={() => setWritten({ ...written, version: route.version })}
        />
      )}
      <RouteEditor
        form={form}
        onChange={(changed) => setWritten({ form: changed, version })}
        onSave={() => save.mutate({ draft: draftOf(form), of: { routeId: route.route_id, version } })}
        busy={save.isPending}
        refused={save.error}
        others={{ above: place < 0 ? [] : items.slice(0, place), below: place < 0 ? [] : items.slice(place + 1) }}
        may={may}
        zone={zone}
        more={<DeleteButton route={route} onDone={toList} />}
        hints={!written && found.length > 0 && <LintHints problems={found} />}
      />
    </>
  )
}

function DeleteButton({ route, onDone }: { route: Route; onDone: () => void }) {
  const { t } = useLingui()
  const confirm = useConfirm()
  const remove = useDelete(t`The route is deleted.`, onDone)
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
      <Trans>Delete</Trans>
    </Button>
  )
}
