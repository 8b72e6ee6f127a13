import { Trans, useLingui } from '@lingui/react/macro'
import { Grid } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { Empty } from '@/ui/layout/Empty'
import { useErrorToast } from '@/ui/feedback/useErrorToast'
import { Page } from '@/ui/layout/Page'
import { type Imagined, TryForm } from './TryForm'
import { TryAnswer } from './TryAnswer'

/** Where a lead would go, now or at another instant, and why; nothing is made. */
export function Try() {
  const { t } = useLingui()
  const { api } = useConsole()
  const preview = useMutation({
    mutationFn: (lead: Imagined) => body(api.POST('/plan/preview', { body: lead })),
    onError: useErrorToast(),
  })
  return (
    <Page
      title={t`Try a lead`}
      about={
        <Trans>See which route and which agent a lead would go to, and why. No lead is made and no turn is used.</Trans>
      }
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <TryForm busy={preview.isPending} onTry={(lead) => preview.mutate(lead)} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }} aria-live="polite">
          {preview.data ? (
            <TryAnswer preview={preview.data} />
          ) : (
            <Empty title={t`Nothing tried yet`}>
              <Trans>Choose a source and press “Try”.</Trans>
            </Empty>
          )}
        </Grid.Col>
      </Grid>
    </Page>
  )
}
