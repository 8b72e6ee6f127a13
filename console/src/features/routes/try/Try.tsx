import { Trans, useLingui } from '@lingui/react/macro'
import { Grid } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { Empty } from '@/ui/layout/Empty'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { Page } from '@/ui/layout/Page'
import { type Imagined, TryForm, type Values } from './TryForm'
import { TryAnswer } from './TryAnswer'

/** Where a lead would go, now or at another instant, and why; nothing is made. */
export function Try() {
  const { t } = useLingui()
  const { api } = useConsole()
  const form = useForm<Values>({ initialValues: { source_id: null, at: null, pairs: [] } })
  const preview = useMutation({
    mutationFn: (lead: Imagined) => body(api.POST('/plan/preview', { body: lead })),
    onError: useServerErrors(form, ['source_id', 'at']),
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
          <TryForm form={form} busy={preview.isPending} onTry={(lead) => preview.mutate(lead)} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }} aria-live="polite">
          {preview.data ? (
            <TryAnswer preview={preview.data} />
          ) : (
            <Empty title={t`Nothing tried yet`} action={null}>
              <Trans>Choose a source and press “Try”.</Trans>
            </Empty>
          )}
        </Grid.Col>
      </Grid>
    </Page>
  )
}
