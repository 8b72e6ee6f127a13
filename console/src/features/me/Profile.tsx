import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Input, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import type { Me } from '@/api/context'
import { MyLanguage } from '@/ui/MyLanguage'
import { Section } from '@/ui/Page'
import { ROLES } from '@/ui/states'
import { useSetMe } from './useProfile'

/** Who I am for the team: name, role and e-mail, which others set, and my phone and language. */
export function Profile({ me }: { me: Me }) {
  const { t, i18n } = useLingui()
  const [phone, setPhone] = useState(me.phone ?? '')
  const save = useSetMe((after) => {
    setPhone(after.phone ?? '')
    notifications.show({ color: 'green', message: t`Saved.` })
  })
  const follow = useSetMe()
  const language = me.language === 'es' ? 'español' : 'English'
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate({ phone: phone.trim() || null })
  }
  return (
    <Section title={`${me.first_name} ${me.last_name}`}>
      <Text size="sm" c="dimmed">
        {i18n._(ROLES[me.role])} · {me.email}
      </Text>
      <Group component="form" onSubmit={submit} align="end" wrap="nowrap">
        <TextInput
          label={t`Phone`}
          type="tel"
          autoComplete="tel"
          maxLength={40}
          flex={1}
          maw={320}
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={save.isPending} disabled={phone.trim() === (me.phone ?? '')}>
          <Trans>Save</Trans>
        </Button>
      </Group>
      <Stack gap={4} align="start">
        <Input.Label component="div">
          <Trans>Language</Trans>
        </Input.Label>
        <MyLanguage />
        {me.language !== i18n.locale && (
          <Group gap="xs">
            <Text size="sm">
              <Trans>Your mails come in {language}.</Trans>
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              loading={follow.isPending}
              onClick={() => follow.mutate({ language: i18n.locale === 'es' ? 'es' : 'en' })}
            >
              <Trans>Send them in this language</Trans>
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  )
}
