import { useLingui } from '@lingui/react/macro'
import { Radio, Stack } from '@mantine/core'
import { MemberSelect } from '@/ui/forms/selects'
import type { RouteForm } from '../editor/routeForm'
import type { FieldProps } from './fieldProps'

/** Where a lead goes when none of the agents can take it, or none did. */
export function NobodyField({ form, change, errors }: FieldProps) {
  const { t } = useLingui()
  return (
    <Stack gap="xs">
      <Radio.Group
        aria-label={t`When nobody takes it`}
        value={form.nobody}
        onChange={(value) => change({ nobody: value as RouteForm['nobody'] })}
      >
        <Stack gap="xs">
          <Radio value="pool" label={t`It goes to the pool`} />
          <Radio value="next_route" label={t`The next route that fits takes it`} />
          <Radio value="member" label={t`It goes to one member, at once`} />
        </Stack>
      </Radio.Group>
      {form.nobody === 'member' && (
        <MemberSelect
          aria-label={t`Who gets it then`}
          placeholder={t`Choose a member`}
          value={form.member}
          onChange={(member) => change({ member })}
          error={errors.when_nobody}
          maw={360}
        />
      )}
    </Stack>
  )
}
