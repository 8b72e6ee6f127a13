import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useConsole, useMe } from '@/api/context'
import { peopleQuery } from '@/api/queries/leads'
import { useActs } from './acts'
import { isTyped, isWithin, wordsOf } from './match'
import { type Place, placeOf, usePlan, useScreens, useViewPlaces } from './places'

const PAUSE_MILLISECONDS = 150
const LEAST = 2 // characters by which a person is looked for
const MOST = 5 // results of a kind

/** Return what is found by `q`, kind by kind: what is here at once, people a moment later. */
export function useFound(q: string) {
  const { api } = useConsole()
  const { data: me } = useMe()
  const sought = q.trim()
  const [settled] = useDebouncedValue(sought, PAUSE_MILLISECONDS)
  const asks = sought.length >= LEAST && wordsOf(sought).length > 0
  const people = useQuery({ ...peopleQuery(api, settled), enabled: asks && settled === sought })
  const plan = usePlan(me)
  const views = useViewPlaces(me)
  const { screens, settings } = useScreens(me?.role)
  const acts = useActs(me?.role, plan.members)
  const begun = (one: Place) => isTyped(q, `${one.label} ${one.also ?? ''}`)
  const among = (places: Place[]) => places.filter(begun).slice(0, MOST)
  /** Those whose name begins so, then those that have it inside a word. */
  const named = (places: Place[]) =>
    [...places.filter(begun), ...places.filter((one) => !begun(one) && isWithin(q, one.label))].slice(0, MOST)
  return {
    /** Those found for exactly this text; none while it is being looked for. */
    people: asks && settled === sought ? (people.data?.items ?? []) : [],
    more: settled === sought && people.data?.more === true,
    seeking: asks && (settled !== sought || people.isPending),
    failed: asks && settled === sought && people.isError,
    acts: acts.filter((one) => isTyped(q, `${one.label} ${one.typed}`)).slice(0, MOST),
    members: named(plan.members.map(placeOf.member)),
    routes: named(plan.routes.map(placeOf.route)),
    sources: named(plan.sources.map(placeOf.source)),
    views: named(views),
    settings: among(settings),
    screens: sought ? among(screens) : screens,
  }
}

export type Found = ReturnType<typeof useFound>
