import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, NumberInput, SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { settingsQuery } from '@/api/queries/settings'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useUnsavedChanges } from '@/ui/forms/useUnsavedChanges'
import { Section } from '@/ui/layout/Page'
import { changesOf, type Times, timesOf, wrongFields } from './times'
import { WhatIsErased } from './WhatIsErased'

type Settings = Shapes['Settings']

/** How long data is kept, with what the chosen times would erase. */
export function Inactive({ kept }: { kept: Settings }) {
  const { t, i18n } = useLingui()
  const before = timesOf(kept.retention)
  const form = useForm<Times>({
    initialValues: before,
    validate: (values) =>
      Object.fromEntries(Object.entries(wrongFields(values)).map(([name, words]) => [name, i18n._(words)])),
  })
  const changes = changesOf(before, form.values)
  const changed = Object.keys(changes).length > 0
  const { keepsLeads, leadsMonths } = form.values
  const [months] = useDebouncedValue(keepsLeads ? null : leadsMonths, 400)
  const shorter = !keepsLeads && (before.keepsLeads || Number(leadsMonths) < Number(before.leadsMonths))
  const save = useSave(kept, form)
  useUnsavedChanges(changed)
  return (
    <Section id="kept" title={t`How long data is kept`}>
      <form
        onSubmit={form.onSubmit(() => {
          if (changed) save.mutate(changes)
        })}
      >
        <Stack>
          <Leads form={form} />
          <Others form={form} />
          <Deals form={form} />
          {shorter && (
            <Alert color="yellow" variant="light" title={t`More leads will be erased`} role="status">
              <Trans>
                Nothing is erased for two weeks: every Rainmaker is told first. Whatever is done about a lead until then
                keeps it.
              </Trans>
            </Alert>
          )}
          <Group justify="end">
            {changed && (
              <Button variant="default" onClick={() => form.setValues(before)}>
                <Trans>Discard</Trans>
              </Button>
            )}
            <Button type="submit" disabled={!changed} loading={save.isPending}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
      {keepsLeads || typeof months !== 'number' || wrongFields(form.values).leadsMonths ? null : (
        <WhatIsErased months={months} proposed={before.keepsLeads || months !== before.leadsMonths} />
      )}
    </Section>
  )
}

type Form = UseFormReturnType<Times>

function Leads({ form }: { form: Form }) {
  const { t } = useLingui()
  const { keepsLeads, keepsAudit } = form.values
  return (
    <>
      <Switch label={t`Keep inactive leads for ever`} {...form.getInputProps('keepsLeads', { type: 'checkbox' })} />
      {!keepsLeads && (
        <NumberInput
          label={t`Erase leads without activity for, in months`}
          description={t`In any state. What the person or a member does counts, and so does routing.`}
          min={1}
          max={240}
          allowDecimal={false}
          {...form.getInputProps('leadsMonths')}
        />
      )}
      <Switch
        label={t`Keep the audit as long as the team`}
        {...form.getInputProps('keepsAudit', { type: 'checkbox' })}
      />
      {!keepsAudit && (
        <NumberInput
          label={t`Entries of the audit, in months`}
          min={1}
          max={240}
          allowDecimal={false}
          {...form.getInputProps('auditMonths')}
        />
      )}
    </>
  )
}

function Others({ form }: { form: Form }) {
  const { t } = useLingui()
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NumberInput
          label={t`Deliveries without a lead, in days`}
          min={7}
          max={365}
          allowDecimal={false}
          {...form.getInputProps('deliveriesDays')}
        />
        <NumberInput
          label={t`Imports, in days`}
          min={7}
          max={365}
          allowDecimal={false}
          {...form.getInputProps('importsDays')}
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        <Trans>
          These two hold for what comes from now on. Imported files are deleted after seven days whatever you choose.
        </Trans>
      </Text>
    </>
  )
}

function Deals({ form }: { form: Form }) {
  const { t } = useLingui()
  return (
    <>
      <Switch
        label={t`Keep won deals of erased people, as the law asks`}
        description={t`Contact, deal and dates go to a locked archive that nobody can open from Relevo.`}
        {...form.getInputProps('keepsDeals', { type: 'checkbox' })}
      />
      {form.values.keepsDeals && (
        <NumberInput
          label={t`Years after the closing`}
          description={t`In Spain the law on money laundering asks for ten.`}
          min={1}
          max={30}
          allowDecimal={false}
          {...form.getInputProps('dealYears')}
        />
      )}
    </>
  )
}

function useSave(kept: Settings, form: Form) {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  return useApiMutation(
    (retention: Partial<Shapes['RetentionTimes']>) =>
      body(
        api.PATCH('/settings', {
          params: { header: { 'If-Match': `"${kept.version}"` } },
          body: { retention: retention as Shapes['RetentionTimes'] },
        }),
      ),
    {
      touches: TOUCHED.settings,
      success: t`The settings are saved.`,
      onSuccess: (after) => {
        queries.setQueryData(settingsQuery(api).queryKey, after)
        form.setValues(timesOf(after.retention))
      },
      onError: useServerErrors(form, []),
    },
  )
}
