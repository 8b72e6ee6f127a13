import { Trans, useLingui } from '@lingui/react/macro'
import { Skeleton, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSlow } from '@/lib/useSlow'
import { LoadError } from './LoadError'

type Waited<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>

interface Props<T> {
  query: Waited<T>
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
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <LoadError error={query.error} again={() => void query.refetch()} />
  return <Loading>{shape ?? <Skeleton h={height} />}</Loading>
}

/** A skeleton, and that it takes long once it does. */
function Loading({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  const slow = useSlow()
  return (
    <div>
      {slow && (
        <Text size="sm" c="dimmed" mb="xs" role="status">
          <Trans>This is taking longer than usual…</Trans>
        </Text>
      )}
      <div aria-busy aria-label={t`Loading`} role="status">
        {children}
      </div>
    </div>
  )
}
