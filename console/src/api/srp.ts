import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js'
import type { Config } from './config'
import type { Tokens } from './session'

/** The result of signing in: tokens, a first password to choose, or a code of the second factor to give. */
export type SignedIn =
  | { kind: 'done'; tokens: Tokens }
  | { kind: 'first-password'; choose: (password: string) => Promise<Tokens> }
  | { kind: 'second-factor'; answer: (code: string) => Promise<Tokens> }

const TOTP = 'SOFTWARE_TOKEN_MFA'

/** The library stores nothing; only the session does. */
const NOWHERE = { setItem: () => '', getItem: () => null, removeItem: () => '', clear: () => undefined }

function userOf(config: Config, email: string): CognitoUser {
  const pool = new CognitoUserPool({
    UserPoolId: config.userPoolId,
    ClientId: config.clientId,
    Storage: NOWHERE as unknown as Storage,
    ...(config.cognitoEndpoint ? { endpoint: config.cognitoEndpoint } : {}),
  })
  return new CognitoUser({ Username: email.trim().toLowerCase(), Pool: pool, Storage: NOWHERE as unknown as Storage })
}

function tokensOf(session: CognitoUserSession): Tokens {
  return { id: session.getIdToken().getJwtToken(), refresh: session.getRefreshToken().getToken() }
}

/** Sign in by SRP, so that no password leaves the device. */
export function signIn(config: Config, email: string, password: string): Promise<SignedIn> {
  const user = userOf(config, email)
  return new Promise((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails({ Username: email.trim().toLowerCase(), Password: password }), {
      onSuccess: (session) => resolve({ kind: 'done', tokens: tokensOf(session) }),
      onFailure: reject,
      newPasswordRequired: () => resolve({ kind: 'first-password', choose: (chosen) => choose(user, chosen) }),
      totpRequired: () => resolve({ kind: 'second-factor', answer: (code) => answer(user, code) }),
    })
  })
}

function answer(user: CognitoUser, code: string): Promise<Tokens> {
  return new Promise((resolve, reject) => {
    user.sendMFACode(code, { onSuccess: (session) => resolve(tokensOf(session)), onFailure: reject }, TOTP)
  })
}

function choose(user: CognitoUser, password: string): Promise<Tokens> {
  return new Promise((resolve, reject) => {
    user.completeNewPasswordChallenge(
      password,
      {},
      { onSuccess: (session) => resolve(tokensOf(session)), onFailure: reject },
    )
  })
}

/** Send the code that `resetPassword` needs by e-mail. */
export function forgotPassword(config: Config, email: string): Promise<void> {
  return new Promise((resolve, reject) => {
    userOf(config, email).forgotPassword({
      onSuccess: () => resolve(),
      onFailure: reject,
      inputVerificationCode: () => resolve(),
    })
  })
}

export function resetPassword(config: Config, email: string, code: string, password: string): Promise<void> {
  return new Promise((resolve, reject) => {
    userOf(config, email).confirmPassword(code, password, { onSuccess: () => resolve(), onFailure: reject })
  })
}
