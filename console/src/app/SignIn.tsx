import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Anchor, Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { Session, Tokens } from '@/api/session'
import { forgotPassword, resetPassword, signIn } from '@/api/srp'
import { hasDrafts } from '@/lib/drafts'
import { LanguageSwitch } from '@/ui/layout/LanguageSwitch'
import { Wordmark } from '@/ui/layout/Wordmark'

type Step =
  | { name: 'password' }
  | { name: 'first'; choose: (password: string) => Promise<Tokens> }
  | { name: 'second'; answer: (code: string) => Promise<Tokens> }
  | { name: 'forgot' }
  | { name: 'code' }

interface Values {
  email: string
  password: string
  code: string
}

interface Props {
  session: Session
  /** Whether a session has just ended by itself, or was ended elsewhere. */
  ended: boolean
  onDone: () => Promise<void>
}

export function SignIn({ session, ended, onDone }: Props) {
  const { t } = useLingui()
  const [step, setStep] = useState<Step>({ name: 'password' })
  const form = useForm({ initialValues: { email: '', password: '', code: '' } })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [kept] = useState(() => hasDrafts(Date.now()))

  const strong = t`At least 12 characters, with upper and lower case letters, a number and a symbol.`
  const problems: Record<string, string> = {
    NotAuthorizedException: t`The e-mail or the password is incorrect.`,
    UserNotFoundException: t`The e-mail or the password is incorrect.`,
    CodeMismatchException: t`This code is incorrect.`,
    ExpiredCodeException: t`This code has expired. Request another one.`,
    InvalidPasswordException: strong,
    LimitExceededException: t`Too many attempts. Wait a few minutes.`,
    TooManyRequestsException: t`Too many attempts. Wait a few minutes.`,
  }

  async function submit(values: Values) {
    setBusy(true)
    setProblem(null)
    try {
      await go(values)
    } catch (error) {
      const name = error instanceof Error ? error.name : ''
      if (step.name === 'second' && name === 'NotAuthorizedException') {
        setStep({ name: 'password' })
        setProblem(t`This took too long. Sign in again.`)
        return
      }
      setProblem(problems[name] ?? t`You cannot sign in right now. Check your connection and try again.`)
    } finally {
      setBusy(false)
    }
  }

  async function go({ email, password, code }: Values) {
    if (step.name === 'forgot') {
      await forgotPassword(session.config, email)
      setStep({ name: 'code' })
      return
    }
    if (step.name === 'first') session.keep(await step.choose(password))
    else if (step.name === 'second') session.keep(await step.answer(code.replace(/\s/g, '')))
    else {
      if (step.name === 'code') await resetPassword(session.config, email, code, password)
      const came = await signIn(session.config, email, password)
      if (came.kind === 'first-password') {
        form.setFieldValue('password', '')
        setStep({ name: 'first', choose: came.choose })
        return
      }
      if (came.kind === 'second-factor') {
        form.setFieldValue('code', '')
        setStep({ name: 'second', answer: came.answer })
        return
      }
      session.keep(came.tokens)
    }
    await onDone()
  }

  const titles = {
    password: t`Sign in`,
    first: t`Choose your password`,
    second: t`Code of your second factor`,
    forgot: t`New password`,
    code: t`New password`,
  }
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper
        withBorder
        p="xl"
        w="100%"
        maw={400}
        component="form"
        onSubmit={form.onSubmit((values) => void submit(values))}
      >
        <Stack>
          <Title order={1} c="var(--mantine-primary-color-light-color)">
            <Wordmark height={34} />
          </Title>
          <Title order={2} size="h4">
            {titles[step.name]}
          </Title>
          {step.name === 'first' && (
            <Text size="sm">
              <Trans>This is your first sign-in: choose your own password.</Trans>
            </Text>
          )}
          {step.name === 'second' && (
            <Text size="sm">
              <Trans>
                Enter the six digits that your authenticator app shows now. If you have lost it, ask your Rainmaker.
              </Trans>
            </Text>
          )}
          {step.name === 'code' && (
            <Text size="sm">
              <Trans>We have sent you a code by e-mail.</Trans>
            </Text>
          )}
          {ended && !problem && step.name === 'password' && (
            <Alert variant="light" role="status">
              <Trans>Your session has ended. Sign in again.</Trans>
              {kept && (
                <Text size="sm" mt={4}>
                  <Trans>What you wrote is saved on this device, only for you.</Trans>
                </Text>
              )}
            </Alert>
          )}
          {problem && (
            <Alert color="red" variant="light" role="alert">
              {problem}
            </Alert>
          )}
          {(step.name === 'password' || step.name === 'forgot') && (
            <TextInput
              label={t`E-mail`}
              type="email"
              autoComplete="username"
              required
              {...form.getInputProps('email')}
            />
          )}
          {(step.name === 'code' || step.name === 'second') && (
            <TextInput
              label={t`Code`}
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              {...form.getInputProps('code')}
            />
          )}
          {step.name !== 'forgot' && step.name !== 'second' && (
            <PasswordInput
              label={t`Password`}
              description={step.name === 'password' ? null : strong}
              autoComplete={step.name === 'password' ? 'current-password' : 'new-password'}
              required
              {...form.getInputProps('password')}
            />
          )}
          <Button type="submit" loading={busy}>
            {step.name === 'forgot' ? t`E-mail me a code` : titles.password}
          </Button>
          {step.name === 'password' ? (
            <Anchor component="button" type="button" size="sm" onClick={() => setStep({ name: 'forgot' })}>
              <Trans>I forgot my password</Trans>
            </Anchor>
          ) : (
            <Anchor component="button" type="button" size="sm" onClick={() => setStep({ name: 'password' })}>
              <Trans>Back</Trans>
            </Anchor>
          )}
          <LanguageSwitch />
        </Stack>
      </Paper>
    </Center>
  )
}
