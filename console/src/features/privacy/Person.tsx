import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconSearch } from '@/ui/icons'
import { useMutation } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { useErrorToast } from '@/ui/feedback/useErrorToast'
import { useServerErrors } from '@/ui/forms/serverErrors'
import { Section } from '@/ui/layout/Page'
import { Found } from './Found'

const NOBODY = { email: '', phone: '' }

/** Find a person by an address, choose among the leads, then export or erase. */
export function Person({ onBegun }: { onBegun: (erasureId: string) => void }) {
  const { t } = useLingui()
  const { api } = useConsole()
  const form = useForm({ initialValues: NOBODY })
  const errorToast = useErrorToast()
  const serverErrors = useServerErrors(form, Object.keys(NOBODY))
  const search = useMutation({
    mutationFn: (given: Shapes['ContactQuery']) => body(api.POST('/contacts/search', { body: given })),
    onError: (error) => (form.values.email || form.values.phone ? serverErrors(error) : errorToast(error)),
  })
  const { email, phone } = form.values
  return (
    <Section title={t`A person's data`}>
      <Text size="sm">
        <Trans>
          People may ask what you store about them, and have it erased. Find them by e-mail or phone; a family may share
          one.
        </Trans>
      </Text>
      <form onSubmit={form.onSubmit((values) => search.mutate(values))}>
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
          <Group justify="end">
            <Button
              type="submit"
              variant="default"
              leftSection={<IconSearch size={16} aria-hidden />}
              loading={search.isPending}
              disabled={!email.trim() && !phone.trim()}
            >
              <Trans>Find</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
      {search.data && <Found key={search.submittedAt} leads={search.data.items} onBegun={onBegun} />}
    </Section>
  )
}
