import { Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { configQuery } from '@/api/queries/settings'
import { TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { Quiet, Section } from '@/ui/layout/Page'
import { absolute } from '@/lib/absolute'
import type { Source } from '../useSources'
import { FormFields } from './FormFields'
import { Paste } from './Paste'
import { firstForm, type OpenForm } from './values'

/** The form that anybody may fill in: made, changed, shown, and put on the team's sites. */
export function SiteForm({ source }: { source: Source }) {
  const { t } = useLingui()
  const config = useQuery(configQuery())
  const { form } = source
  const may = source.may.includes('edit')
  if (!form) return may ? <NoForm source={source} /> : null
  const address = config.data && absolute(`forms/${source.source_id}`, config.data.api, location.origin)
  return (
    <Section
      title={t`Form for your site`}
      actions={
        address && (
          <Anchor href={address} target="_blank" rel="noopener">
            <Trans>Open its page</Trans>
          </Anchor>
        )
      }
    >
      <About />
      {may && <FormFields key={JSON.stringify(form)} source={source} form={form} />}
      {address && <Paste source={source} address={address} anywhere={!form.sites?.length} />}
      {may && <Close source={source} />}
    </Section>
  )
}

function About() {
  return (
    <Text size="sm" c="dimmed">
      <Trans>Anybody may fill it in, on a page of its own and on your sites. Nothing needs to be programmed.</Trans>
    </Text>
  )
}

function NoForm({ source }: { source: Source }) {
  const { t, i18n } = useLingui()
  const make = useFormChange(source, t`The form is made.`)
  return (
    <Section title={t`Form for your site`}>
      <Quiet
        action={
          <Button variant="default" loading={make.isPending} onClick={() => make.mutate(firstForm(i18n.locale))}>
            <Trans>Make the form</Trans>
          </Button>
        }
      >
        <Trans>
          If your site has no form yet, Relevo makes one: on a page of its own, and to be pasted into your sites.
        </Trans>
      </Quiet>
    </Section>
  )
}

function Close({ source }: { source: Source }) {
  const { t } = useLingui()
  const confirm = useConfirm()
  const close = useFormChange(source, t`The form is closed.`)
  const ask = () =>
    confirm({
      title: t`Close the form?`,
      about: t`Its page ends, and on your sites nobody can send it any more. Its leads stay, and deliveries with the key go on.`,
      verb: t`Close the form`,
      danger: true,
      onYes: () => close.mutate(null),
    })
  return (
    <Button variant="default" onClick={ask} loading={close.isPending} style={{ alignSelf: 'start' }}>
      <Trans>Close the form</Trans>
    </Button>
  )
}

function useFormChange(source: Source, success: string) {
  const { api } = useConsole()
  const params = { path: { source_id: source.source_id }, header: { 'If-Match': `"${source.version}"` } }
  return useApiMutation(
    (form: OpenForm | null) => body(api.PATCH('/sources/{source_id}', { params, body: { form } })),
    { touches: TOUCHED.source, success },
  )
}
