import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconPlus } from '@/ui/icons'
import { lazy, Suspense, useState } from 'react'
import { useMe } from '@/api/context'

const NewTaskDialog = lazy(async () => ({ default: (await import('./NewTaskDialog')).NewTaskDialog }))

/** A button that makes a task on a lead that is looked for. */
export function NewTask() {
  const [open, setOpen] = useState(false)
  const zone = useMe().data?.team.time_zone
  return (
    <>
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen(true)}>
        <Trans>New task</Trans>
      </Button>
      {open && zone && (
        <Suspense>
          <NewTaskDialog zone={zone} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
