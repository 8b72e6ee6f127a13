import { useLingui } from '@lingui/react/macro'
import { Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { LoadError } from './LoadError'

type Loading<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>

interface Props<T> {
  query: Loading<T>
  /** The height that what is loaded will have, roughly, in pixels. */
  height?: number
  /** A skeleton, in place of the plain one. */
  shape?: ReactNode
  children: (data: T) => ReactNode
}

/**
 * Shows a query's data: a skeleton while it loads, a retry button where it failed. Data stays on the screen
 * while it is refetched, even when that fails; the header shows that there is no connection.
 */
export function Loaded<T>({ query, height = 240, shape, children }: Props<T>) {
  const { t } = useLingui()
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <LoadError error={query.error} again={() => void query.refetch()} />
  return (
    <div aria-busy aria-label={t`Loading`} role="status">
      {shape ?? <Skeleton h={height} />}
    </div>
  )
}
