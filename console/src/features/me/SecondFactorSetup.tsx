import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Code, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { renderSVG } from 'uqr'
import { body } from '@/api/client'
import { useConsole } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { PoolRefused } from '@/api/session'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { Loaded } from '@/ui/layout/Loaded'
import { words } from '@/ui/words/refusals'

interface Props {
  email: string
  team: string
  onDone: () => void
}

/** Set up an authenticator app: scan the key, or type it in, then prove it by a code. */
export function SecondFactorSetup({ email, team, onDone }: Props) {
  const { askPool } = useConsole()
  const key = useQuery({
    queryKey: [...KEYS.me, 'key'],
    queryFn: async () => (await askPool<{ SecretCode: string }>('AssociateSoftwareToken', {})).SecretCode,
    // Each request makes another key: ask once, and keep it no longer than it is shown.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  })
  return (
    <Loaded query={key} height={320}>
      {(secret) => (
        <Stack>
          <Scan secret={secret} label={`${team}:${email}`} issuer={`Relevo ${team}`} />
          <Prove onDone={onDone} />
        </Stack>
      )}
    </Loaded>
  )
}

/** The key as a picture, made here so that no other program sees it, and as text. */
function Scan({ secret, label, issuer }: { secret: string; label: string; issuer: string }) {
  const { t } = useLingui()
  const address = `otpauth://totp/${encodeURIComponent(label)}?${new URLSearchParams({ secret, issuer }).toString()}`
  const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(address))}`
  return (
    <>
      <Text size="sm">
        <Trans>1. Open an authenticator app on your phone and scan this picture, or type the key in.</Trans>
      </Text>
      <img src={picture} alt={t`Key to scan`} width={180} height={180} />
      <Code data-testid="second-factor-key">{secret.match(/.{1,4}/g)?.join(' ')}</Code>
    </>
  )
}

/** What the user pool calls a code that is not the one of now. */
const WRONG_CODE = ['CodeMismatchException', 'EnableSoftwareTokenMFAException']

function Prove({ onDone }: { onDone: () => void }) {
  const { t, i18n } = useLingui()
  const { api, askPool } = useConsole()
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const prove = useApiMutation(
    async () => {
      await askPool('VerifySoftwareToken', { UserCode: code.replace(/\s/g, '') })
      await askPool('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } })
      await body(api.POST('/me/mfa'))
    },
    {
      touches: [KEYS.me],
      success: t`The second factor is set up.`,
      onSuccess: onDone,
      onError: (error) =>
        setProblem(
          error instanceof PoolRefused && WRONG_CODE.includes(error.name)
            ? t`This code is not right. Wait for the next one, and look at your phone's clock.`
            : words(error, i18n),
        ),
    },
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setProblem(null)
        prove.mutate()
      }}
    >
      <Stack>
        <Text size="sm">
          <Trans>2. Enter the six digits that it shows now.</Trans>
        </Text>
        {problem && (
          <Alert color="red" variant="light" role="alert">
            {problem}
          </Alert>
        )}
        <Group align="end">
          <TextInput
            label={t`Code`}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            maxLength={7}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit" loading={prove.isPending}>
            <Trans>Confirm</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
