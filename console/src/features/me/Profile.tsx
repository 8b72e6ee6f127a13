import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Input, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { type Me, useConsole } from '@/api/context'
import type { Language } from '@/lib/locale'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { Section } from '@/ui/layout/Page'
import { ROLES } from '@/ui/words/states'
import { ThemeSwitch } from '@/ui/layout/ThemeSwitch'
import { useSetLanguage } from '@/ui/layout/useSetLanguage'
import { useUpdateMe } from './useUpdateMe'

/** Who I am for the team: name, role and e-mail, which others set, and my phone, language and appearance. */
export function Profile({ me }: { me: Me }) {
  const { t, i18n } = useLingui()
  return (
    <Section title={`${me.first_name} ${me.last_name}`} actions={<SignOut />}>
      <Text size="sm" c="dimmed">
        {i18n._(ROLES[me.role])} · {me.email}
      </Text>
      <Phone me={me} />
      <Group gap="xl" align="start">
        <MyLanguage me={me} />
        <Stack gap={4} align="start">
          <Input.Label component="div">{t`Appearance`}</Input.Label>
          <ThemeSwitch />
        </Stack>
      </Group>
    </Section>
  )
}

function SignOut() {
  const { leave } = useConsole()
  const [leaving, setLeaving] = useState(false)
  function go() {
    setLeaving(true)
    void leave()
  }
  return (
    <Button variant="default" onClick={go} loading={leaving}>
      <Trans>Sign out</Trans>
    </Button>
  )
}

function Phone({ me }: { me: Me }) {
  const { t } = useLingui()
  const form = useForm({ initialValues: { phone: me.phone ?? '' } })
  const phone = form.values.phone.trim()
  const save = useUpdateMe({
    onSuccess: (after) => {
      form.setFieldValue('phone', after.phone ?? '')
      notifications.show({ color: 'green', message: t`Saved.` })
    },
    onError: useServerErrors(form, Object.keys(form.values)),
  })
  return (
    <form onSubmit={form.onSubmit(() => save.mutate({ phone: phone || null }))}>
      <Group align="end" wrap="nowrap">
        <TextInput
          label={t`Phone`}
          type="tel"
          autoComplete="tel"
          maxLength={40}
          flex={1}
          maw={320}
          {...form.getInputProps('phone')}
        />
        <Button type="submit" variant="default" loading={save.isPending} disabled={phone === (me.phone ?? '')}>
          <Trans>Save</Trans>
        </Button>
      </Group>
    </form>
  )
}

/** The language of the console and of mails; where they differ, since each device has its own, they are brought together. */
function MyLanguage({ me }: { me: Me }) {
  const { t, i18n } = useLingui()
  const activateLanguage = useSetLanguage()
  const here: Language = i18n.locale === 'en' ? 'en' : 'es'
  const language = me.language === 'es' ? 'español' : 'English'
  return (
    <Stack gap={4} align="start">
      <Input.Label component="div">{t`Language, in mails too`}</Input.Label>
      <SegmentedControl
        size="xs"
        aria-label={t`Language, in mails too`}
        value={here}
        data={[
          { value: 'es', label: 'Español' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(chosen) => activateLanguage(chosen as Language)}
      />
      {me.language !== here && (
        <Group gap="xs">
          <Text size="sm">
            <Trans>Your mails come in {language}.</Trans>
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => activateLanguage(here)}>
            <Trans>Send them in this language</Trans>
          </Button>
        </Group>
      )}
    </Stack>
  )
}
