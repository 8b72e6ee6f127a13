import { useLingui } from '@lingui/react/macro'
import { PasswordInput, Stack } from '@mantine/core'

/** What Meta issued, as it is typed. */
export interface IssuedTyped {
  secret: string
  access_token: string
}

export const ISSUED: IssuedTyped = { secret: '', access_token: '' }

interface Props {
  form: IssuedTyped
  onChange: (changes: Partial<IssuedTyped>) => void
  required?: boolean
}

/** The secret and the token that a provider issued; neither is ever shown again. */
export function MetaFields({ form, onChange, required = false }: Props) {
  const { t } = useLingui()
  return (
    <Stack>
      <PasswordInput
        label={t`App secret`}
        description={t`From your app's settings at Meta.`}
        autoComplete="off"
        required={required}
        minLength={8}
        value={form.secret}
        onChange={(event) => onChange({ secret: event.currentTarget.value })}
      />
      <PasswordInput
        label={t`Page access token`}
        description={t`With it the details of each lead are fetched.`}
        autoComplete="off"
        required={required}
        minLength={8}
        value={form.access_token}
        onChange={(event) => onChange({ access_token: event.currentTarget.value })}
      />
    </Stack>
  )
}
