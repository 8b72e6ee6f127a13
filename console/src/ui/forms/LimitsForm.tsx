import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Shapes } from '@/api/client'

type Limits = Shapes['Limits']
type Name = keyof Limits

interface Props {
  limits: Limits
  busy: boolean
  onSave: (limits: Limits) => void
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
export function LimitsForm({ limits, busy, onSave }: Props) {
  const { t, i18n } = useLingui()
  const [form, setForm] = useState(limits)

  function submit(event: FormEvent) {
    event.preventDefault()
    onSave(form)
  }

  return (
    <Stack component="form" onSubmit={submit}>
      <SimpleGrid cols={2}>
        {(Object.keys(NAMES) as Name[]).map((name) => (
          <NumberInput
            key={name}
            label={i18n._(NAMES[name])}
            placeholder={t`No limit`}
            min={0}
            max={MOST}
            allowDecimal={false}
            value={form[name] ?? ''}
            onChange={(value) => setForm({ ...form, [name]: value === '' ? null : Number(value) })}
          />
        ))}
      </SimpleGrid>
      {unreachable(form) && (
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
        <Button type="submit" loading={busy}>
          <Trans>Save limits</Trans>
        </Button>
      </Group>
    </Stack>
  )
}

/** Whether a limit can never be reached, because a longer period allows less. */
function unreachable(limits: Limits): boolean {
  const set = BY_LENGTH.map((name) => limits[name]).filter((most) => typeof most === 'number')
  return set.some((most, place) => set.slice(place + 1).some((longer) => longer < most))
}
