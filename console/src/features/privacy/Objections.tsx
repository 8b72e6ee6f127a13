import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { KEYS, TOUCHED } from '@/api/queries/keys'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { useConfirm } from '@/ui/feedback/useConfirm'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { Page, Section } from '@/ui/layout/Page'
import { OBJECTIONS, type What, WHATS } from '@/ui/words/objections'

interface Asked {
  email: string
  phone: string
  what: What
}

/** How many leads say so now, and whether the objection was recorded or withdrawn. */
interface Done {
  leads: number
  recorded: boolean
}

/** Records that a person objects to being contacted, or that they no longer do; they need not be a lead. */
export function Objections() {
  const { t } = useLingui()
  return (
    <Page
      title={t`Objections`}
      about={<Trans>People who do not want to be contacted. They need not be a lead of yours.</Trans>}
      narrow
    >
      <Section title={t`A person objects`}>
        <ObjectionOf />
      </Section>
    </Page>
  )
}

function ObjectionOf() {
  const { t, i18n } = useLingui()
  const { api } = useConsole()
  const ask = useConfirm()
  const [done, setDone] = useState<Done | null>(null)
  const form = useForm<Asked>({ initialValues: { email: '', phone: '', what: 'marketing' } })
  const onError = useServerErrors(form, ['email', 'phone'])
  const touches = [...TOUCHED.contact, KEYS.audit]
  const { email, phone, what } = form.values
  const person = { ...(email.trim() && { email: email.trim() }), ...(phone.trim() && { phone: phone.trim() }) }
  const record = useApiMutation(() => body(api.POST('/contacts/objections', { body: { ...person, what } })), {
    touches,
    onSuccess: ({ lead_ids }) => setDone({ leads: lead_ids.length, recorded: true }),
    onError,
  })
  const withdraw = useApiMutation(() => body(api.POST('/contacts/objections/withdraw', { body: person })), {
    touches,
    onSuccess: ({ lead_ids }) => setDone({ leads: lead_ids.length, recorded: false }),
    onError,
  })
  const question = {
    title: t`Withdraw the objection?`,
    about: t`Do this only if the person says that they no longer object.`,
    verb: t`Withdraw`,
    danger: true,
    onYes: () => withdraw.mutate(),
  }
  const nobody = !email.trim() && !phone.trim()
  return (
    <form
      onSubmit={form.onSubmit(() => {
        setDone(null)
        record.mutate()
      })}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            type="email"
            label={t`E-mail`}
            autoComplete="off"
            maxLength={254}
            {...form.getInputProps('email')}
          />
          <TextInput type="tel" label={t`Phone`} autoComplete="off" maxLength={40} {...form.getInputProps('phone')} />
        </SimpleGrid>
        <Radio.Group label={t`The person objects to`} {...form.getInputProps('what')}>
          <Stack gap="xs" mt="xs">
            {WHATS.map((one) => (
              <Radio key={one} value={one} label={i18n._(OBJECTIONS[one])} />
            ))}
          </Stack>
        </Radio.Group>
        <Text size="sm" c="dimmed">
          <Trans>
            The address itself is not stored: whoever writes from it later is known to object. An inquiry of theirs may
            be answered all the same.
          </Trans>
        </Text>
        <Group justify="end" gap="xs">
          <Button variant="subtle" disabled={nobody} loading={withdraw.isPending} onClick={() => ask(question)}>
            <Trans>Withdraw the objection</Trans>
          </Button>
          <Button type="submit" disabled={nobody} loading={record.isPending}>
            <Trans>Record the objection</Trans>
          </Button>
        </Group>
        {done && <Outcome done={done} />}
      </Stack>
    </form>
  )
}

function Outcome({ done: { leads, recorded } }: { done: Done }) {
  const { t } = useLingui()
  const said = recorded ? (
    <Plural value={leads} one="# lead of this person says so." other="# leads of this person say so." />
  ) : (
    <Plural value={leads} one="# lead says so no more." other="# leads say so no more." />
  )
  return (
    <Alert
      color={recorded ? 'red' : 'green'}
      variant="light"
      role="status"
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
      title={recorded ? t`The objection is recorded` : t`The objection is withdrawn`}
    >
      <Text size="sm">{leads > 0 ? said : <Trans>No lead has this address now.</Trans>}</Text>
    </Alert>
  )
}
