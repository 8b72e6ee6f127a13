import { Trans } from '@lingui/react/macro'
import { Button, Center } from '@mantine/core'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'

type Paged = Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>

/** A button that loads the next page, where there is one. */
export function LoadMore({ of }: { of: Paged }) {
  if (!of.hasNextPage) return null
  return (
    <Center>
      <Button variant="default" onClick={() => void of.fetchNextPage()} loading={of.isFetchingNextPage}>
        <Trans>Show more</Trans>
      </Button>
    </Center>
  )
}
