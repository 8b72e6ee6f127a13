import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useRef } from 'react'
import { body, type Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { fill } from '@/ui/templates/fill'
import type { Template } from '@/ui/templates/useTemplates'
import {
  EVERY_PLACEHOLDER,
  EVERY_TEMPLATE_CHANNEL,
  LANGUAGES,
  PLACEHOLDERS,
  TEMPLATE_CHANNELS,
} from '@/ui/templates/words'

type Values = Required<Shapes['TemplateDraft']>
type TemplateForm = UseFormReturnType<Values>

const LONGEST = { title: 60, subject: 150, text: 1_500 }

/** Makes a template, or edits one; below the text, as it would read. */
export function TemplateDialog({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const { t } = useLingui()
  const { data: me } = useMe()
  const form = useForm<Values>({ initialValues: valuesOf(template, me?.team.language ?? 'es') })
  const save = useSave(template, form, onClose)
  const { title, text, channels } = form.values
  const isWhole = title.trim() !== '' && text.trim() !== '' && channels.length > 0
  return (
    <Modal
      opened
      onClose={onClose}
      title={template ? t`Edit the template` : t`New template`}
      closeButtonProps={{ 'aria-label': t`Close` }}
      size="lg"
    >
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput
            label={t`Name`}
            placeholder={t`First words`}
            maxLength={LONGEST.title}
            required
            data-autofocus
            {...form.getInputProps('title')}
          />
          <Kind form={form} />
          <Words form={form} />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!isWhole}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function valuesOf(template: Template | null, language: Template['language']): Values {
  if (!template) return { title: '', channels: ['whatsapp', 'text'], language, subject: '', text: '' }
  const { title, channels, subject, text } = template
  return { title, channels: [...channels], language: template.language, subject, text }
}

function useSave(template: Template | null, form: TemplateForm, onDone: () => void) {
  const { t } = useLingui()
  const { api } = useConsole()
  return useApiMutation(
    (values: Values) => {
      const sent = { ...values, subject: values.channels.includes('email') ? values.subject : '' }
      if (!template) return body(api.POST('/templates', { body: sent }))
      const params = {
        path: { template_id: template.template_id },
        header: { 'If-Match': `"${template.version}"` },
      }
      return body(api.PATCH('/templates/{template_id}', { params, body: sent }))
    },
    {
      touches: TOUCHED.templates,
      success: t`Saved.`,
      onSuccess: onDone,
      onError: useServerErrors(form, Object.keys(form.values)),
    },
  )
}

function Kind({ form }: { form: TemplateForm }) {
  const { t, i18n } = useLingui()
  return (
    <>
      <Checkbox.Group label={t`For`} {...form.getInputProps('channels')}>
        <Group gap="md" mt="xs">
          {EVERY_TEMPLATE_CHANNEL.map((channel) => (
            <Checkbox key={channel} value={channel} label={i18n._(TEMPLATE_CHANNELS[channel])} />
          ))}
        </Group>
      </Checkbox.Group>
      <Select
        label={t`Language`}
        description={t`It is offered to who speaks it; to everybody whose language is not known.`}
        data={LANGUAGES}
        allowDeselect={false}
        {...form.getInputProps('language')}
      />
    </>
  )
}

function Words({ form }: { form: TemplateForm }) {
  const { t, i18n } = useLingui()
  const field = useRef<HTMLTextAreaElement>(null)
  const { language, channels, text } = form.values
  function add(name: string) {
    const [from, to] = [field.current?.selectionStart ?? text.length, field.current?.selectionEnd ?? text.length]
    form.setFieldValue('text', `${text.slice(0, from)}{${name}}${text.slice(to)}`.slice(0, LONGEST.text))
    field.current?.focus()
  }
  return (
    <>
      {channels.includes('email') && (
        <TextInput label={t`Subject of the e-mail`} maxLength={LONGEST.subject} {...form.getInputProps('subject')} />
      )}
      <Textarea
        ref={field}
        label={t`What it says`}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={LONGEST.text}
        required
        lang={language}
        {...form.getInputProps('text')}
      />
      <Group gap="xs" role="group" aria-label={t`Fill in`}>
        {EVERY_PLACEHOLDER.map((name) => (
          <Button key={name} variant="default" size="sm" fw={400} onClick={() => add(name)}>
            {i18n._(PLACEHOLDERS[name])}
          </Button>
        ))}
      </Group>
      <Example text={text} />
    </>
  )
}

function Example({ text }: { text: string }) {
  const { t } = useLingui()
  const { data: me } = useMe()
  if (!me || text.trim() === '') return null
  const ours = { my_name: me.first_name, team: me.team.name }
  const [full, bare] = [fill(text, { ...ours, first_name: 'Lucía', listing: 'REF-1042' }), fill(text, ours)]
  return (
    <>
      <Reading label={t`As it would read`}>{full}</Reading>
      {bare !== full && <Reading label={t`Where neither name nor listing is known`}>{bare}</Reading>}
    </>
  )
}

function Reading({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  )
}
