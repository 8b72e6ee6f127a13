import { useLingui } from '@lingui/react/macro'
import { PasswordInput, Stack } from '@mantine/core'
import type { GetInputProps } from '@mantine/form'

/** What Meta issued. */
export interface MetaValues {
  secret: string
  access_token: string
}

export const NOTHING_ISSUED: MetaValues = { secret: '', access_token: '' }

interface Props {
  form: { getInputProps: GetInputProps<MetaValues> }
  required?: boolean
  token?: boolean
}

/** The secret and the token that a provider issued; neither is ever shown again. */
export function MetaFields({ form, required = false, token = true }: Props) {
  const { t } = useLingui()
  const common = { autoComplete: 'off', minLength: 8, required }
  return (
    <Stack>
      <PasswordInput
        label={t`App secret`}
        description={t`From your app's settings at Meta.`}
        {...common}
        {...form.getInputProps('secret')}
      />
      {token && (
        <PasswordInput
          label={t`Page access token`}
          description={t`With it the details of each lead are fetched.`}
          {...common}
          {...form.getInputProps('access_token')}
        />
      )}
    </Stack>
  )
}
