import { useEffect, useRef, useState } from 'react'
import type { Route } from '../useRoutes'
import { useRouteForm } from './RouteFormContext'
import { valuesOf } from './routeForm'

/**
 * The form of a route, and the version that it was begun from.
 *
 * Where somebody else saves the route meanwhile, an untouched form follows; for an edited one there is a conflict, until
 * one takes theirs or keeps one's own to save it over theirs.
 */
export function useFollowingForm(route: Route) {
  const form = useRouteForm(valuesOf(route))
  const [version, setVersion] = useState(route.version)
  const outdated = version !== route.version
  const dirty = form.isDirty()
  const takeTheirs = () => {
    const values = valuesOf(route)
    form.setInitialValues(values)
    form.setValues(values)
    setVersion(route.version)
  }
  const follow = useRef(takeTheirs)
  useEffect(() => {
    follow.current = takeTheirs
  })
  useEffect(() => {
    if (outdated && !dirty) follow.current()
  }, [outdated, dirty])
  return { form, version, conflict: outdated && dirty, takeTheirs, keepMine: () => setVersion(route.version) }
}
