import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@/ui/icons'
import { Empty } from '@/ui/layout/Empty'
import { Loaded } from '@/ui/layout/Loaded'
import { Page } from '@/ui/layout/Page'
import { NewTarget } from './NewTarget'
import { OneTarget } from './OneTarget'
import { useTargets } from './useTargets'

const MOST = 10

/** The team's other programs, such as its CRM, that are told of its leads. */
export function Outbound() {
  const { t } = useLingui()
  const targets = useTargets()
  const [making, { open, close }] = useDisclosure()
  const full = (targets.data?.items.length ?? 0) >= MOST
  return (
    <Page
      title={t`Outbound webhooks`}
      about={t`What other programs, such as your CRM, are told about leads.`}
      narrow
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open} disabled={full}>
          <Trans>New webhook</Trans>
        </Button>
      }
    >
      <Loaded query={targets}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title={t`Nobody is told yet`}
              action={
                <Button onClick={open}>
                  <Trans>New webhook</Trans>
                </Button>
              }
            >
              <Trans>Add the address where your CRM receives webhooks, and choose its events.</Trans>
            </Empty>
          ) : (
            <Stack>
              {items.map((target) => (
                <OneTarget key={target.target_id} target={target} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <NewTarget opened={making} onClose={close} />
    </Page>
  )
}
