import { Trans, useLingui } from '@lingui/react/macro'
import { Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useConsole, useMe } from '@/api/context'
import { toReadQuery } from '@/api/queries/toRead'
import { Empty } from '@/ui/layout/Empty'
import { Loaded } from '@/ui/layout/Loaded'
import { LoadMore } from '@/ui/lists/LoadMore'
import { Page } from '@/ui/layout/Page'
import { OneMail } from './OneMail'

/** The mails that do not say who asks: a lead is made of those that are one, and the others are put away. */
export function ToRead() {
  const { t } = useLingui()
  const { api } = useConsole()
  const me = useMe()
  const mails = useInfiniteQuery(toReadQuery(api))
  return (
    <Page title={t`To read`} about={<Trans>Mails that do not say who asks. They are no leads yet.</Trans>} narrow>
      <Loaded query={mails}>
        {(items) =>
          items.length === 0 && !mails.hasNextPage ? (
            <Empty title={t`Nothing to read`} action={null}>
              <Trans>
                Bounces, absences, newsletters and invoices that reach the address of a source wait here. They count
                nowhere.
              </Trans>
            </Empty>
          ) : (
            <Stack gap="md">
              {me.data &&
                items.map((mail) => <OneMail key={mail.delivery_id} mail={mail} zone={me.data.team.time_zone} />)}
              <LoadMore of={mails} />
            </Stack>
          )
        }
      </Loaded>
    </Page>
  )
}
