import { Trans } from '@lingui/react/macro'
import { Button, Group, Text } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { isReadable, isTroubled } from './outcomes'
import { type Progress, type Result, useReadAllAgain } from './useReadAllAgain'

/** Reads again, one after the other, what could not be read; tells how far it is, and how many could be now. */
export function ReadAllAgain({ sourceId, deliveries }: { sourceId: string; deliveries: Shapes['Delivery'][] }) {
  const { progress, result, readAll } = useReadAllAgain(sourceId)
  const troubled = deliveries.filter((one) => isTroubled(one) && isReadable(one)).map((one) => one.delivery_id)
  const count = troubled.length
  if (count === 0 && !progress && !result) return null
  return (
    <Group gap="sm">
      {count > 0 && (
        <Button size="xs" variant="default" onClick={() => void readAll(troubled)} loading={progress !== null}>
          <Trans>Read unreadable ones again: {count}</Trans>
        </Button>
      )}
      <Text size="sm" role="status">
        {progress && <HowFar {...progress} />}
        {result && <WhatCame {...result} />}
      </Text>
    </Group>
  )
}

function HowFar({ done, all }: Progress) {
  return (
    <Trans>
      {done} of {all} done
    </Trans>
  )
}

function WhatCame({ read, failed, all }: Result) {
  return (
    <>
      <Trans>
        {read} of {all} could be read now.
      </Trans>
      {failed > 0 && (
        <>
          {' '}
          <Trans>Without an answer: {failed}. Try again.</Trans>
        </>
      )}
    </>
  )
}
