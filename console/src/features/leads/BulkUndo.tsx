import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { BulkProgress } from './BulkProgress'
import { BulkResult } from './BulkResult'
import type { BulkAct } from './bulk'
import { useBulk } from './useBulk'
import type { Chosen } from './useSelection'

interface Props {
  act: BulkAct
  leads?: Chosen[]
  onClose: () => void
}

/** Ask whether to undo a change of many leads, do so, and tell which of them stay as they are, and why. */
export function BulkUndo({ act, leads = [], onClose }: Props) {
  const { t } = useLingui()
  const { progress, result, undo } = useBulk()
  const ids = act.lead_ids
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Undo a change in bulk`}
      closeButtonProps={{ 'aria-label': t`Close this` }}
      withCloseButton={!progress}
      closeOnEscape={!progress}
      closeOnClickOutside={!progress}
    >
      {progress ? (
        <BulkProgress of={progress} all={ids.length} />
      ) : result ? (
        <BulkResult
          result={result}
          leads={leads}
          onAgain={() =>
            void undo(
              result.not.map((one) => one.lead_id),
              act.bulk_id,
              result,
            )
          }
          onClose={onClose}
        />
      ) : (
        <Stack>
          <Text size="sm">
            <Plural
              value={ids.length}
              one="# lead goes back to what it was."
              other="# leads go back to what they were, each on its own."
            />{' '}
            <Trans>What somebody has worked on since stays as it is, and is listed here.</Trans>
          </Text>
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button data-autofocus onClick={() => void undo(ids, act.bulk_id)}>
              <Trans>Undo</Trans>
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}
