import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Shapes } from '@/api/client'
import { TOUCHED } from '@/api/queries/keys'
import { type Sending, useApiMutation } from '@/ui/feedback/useApiMutation'
import { useServerErrors } from './serverErrors'

type Limits = Shapes['Limits']
type Name = keyof Limits

interface Props extends Sending<Limits> {
  limits: Limits
}

const MOST = 100_000
const BY_LENGTH: Name[] = ['per_day', 'per_week', 'per_month']
const NAMES: Record<Name, ReturnType<typeof msg>> = {
  per_day: msg`Per day`,
  per_week: msg`Per week`,
  per_month: msg`Per month`,
  open: msg`Open at once`,
}

/** A member's limits of leads; an empty field is no limit, 0 allows none. */
export function LimitsForm({ limits, send, ...done }: Props) {
  const { t, i18n } = useLingui()
  const form = useForm({ initialValues: limits })
  const save = useApiMutation(send, {
    touches: TOUCHED.member,
    ...done,
    onError: useServerErrors(form, Object.keys(NAMES)),
  })
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <SimpleGrid cols={2}>
          {(Object.keys(NAMES) as Name[]).map((name) => (
            <NumberInput
              key={name}
              label={i18n._(NAMES[name])}
              placeholder={t`No limit`}
              min={0}
              max={MOST}
              allowDecimal={false}
              {...form.getInputProps(name)}
              value={form.values[name] ?? ''}
              onChange={(value) => form.setFieldValue(name, value === '' ? null : Number(value))}
            />
          ))}
        </SimpleGrid>
        {unreachable(form.values) && (
          <Alert color="yellow" variant="light">
            <Trans>A longer period allows less: one of these limits can never be reached.</Trans>
          </Alert>
        )}
        <Text size="sm" c="dimmed">
          <Trans>
            Leads that come through routing count, with the offers that are open. Leads from the pool and those assigned
            by hand count only as open ones. Lowering a limit withdraws no offer.
          </Trans>
        </Text>
        <Group justify="end">
          <Button type="submit" loading={save.isPending}>
            <Trans>Save limits</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Whether a limit can never be reached, because a longer period allows less. */
function unreachable(limits: Limits): boolean {
  const set = BY_LENGTH.map((name) => limits[name]).filter((most) => typeof most === 'number')
  return set.some((most, place) => set.slice(place + 1).some((longer) => longer < most))
}
