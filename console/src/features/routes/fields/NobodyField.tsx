import { useLingui } from '@lingui/react/macro'
import { Radio, Stack } from '@mantine/core'
import { MemberSelect } from '@/ui/forms/selects'
import { useRouteFormContext } from '../editor/RouteFormContext'

/** Where a lead goes when none of the agents can take it, or none did. */
export function NobodyField() {
  const form = useRouteFormContext()
  const { t } = useLingui()
  return (
    <Stack gap="xs">
      <Radio.Group aria-label={t`When nobody takes it`} {...form.getInputProps('nobody')}>
        <Stack gap="xs">
          <Radio value="pool" label={t`It goes to the pool`} />
          <Radio value="next_route" label={t`The next route that fits takes it`} />
          <Radio value="member" label={t`It goes to one member, at once`} />
        </Stack>
      </Radio.Group>
      {form.values.nobody === 'member' && (
        <MemberSelect
          aria-label={t`Who gets it then`}
          placeholder={t`Choose a member`}
          {...form.getInputProps('member')}
          error={form.errors.when_nobody}
          maw={360}
        />
      )}
    </Stack>
  )
}
