import {
  AuthenticationDetails,
  CognitoRefreshToken,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js'
import type { Config } from './config'

/** What signing in came to: done, or a first password is still to be chosen. */
export type SignedIn = { kind: 'done' } | { kind: 'first-password'; choose: (password: string) => Promise<void> }

/** The tenant's user pool: signing in by SRP, so that no password leaves the device, and tokens kept fresh. */
export class Session {
  readonly #pool: CognitoUserPool

  constructor(config: Config) {
    this.#pool = new CognitoUserPool({
      UserPoolId: config.userPoolId,
      ClientId: config.clientId,
      ...(config.cognitoEndpoint ? { endpoint: config.cognitoEndpoint } : {}),
    })
  }

  /** Whether somebody was signed in on this device, though their tokens may have ended since. */
  get known(): boolean {
    return this.#pool.getCurrentUser() !== null
  }

  signIn(email: string, password: string): Promise<SignedIn> {
    const user = this.#user(email)
    const details = new AuthenticationDetails({ Username: email, Password: password })
    return new Promise((resolve, reject) => {
      user.authenticateUser(details, {
        onSuccess: () => resolve({ kind: 'done' }),
        onFailure: reject,
        newPasswordRequired: () => resolve({ kind: 'first-password', choose: (chosen) => choose(user, chosen) }),
      })
    })
  }

  /** A code is mailed with which `resetPassword` takes a new password. */
  forgotPassword(email: string): Promise<void> {
    const user = this.#user(email)
    return new Promise((resolve, reject) => {
      user.forgotPassword({ onSuccess: () => resolve(), onFailure: reject, inputVerificationCode: () => resolve() })
    })
  }

  resetPassword(email: string, code: string, password: string): Promise<void> {
    const user = this.#user(email)
    return new Promise((resolve, reject) => {
      user.confirmPassword(code, password, { onSuccess: () => resolve(), onFailure: reject })
    })
  }

  /** A token that is valid now; null when nobody is signed in, or their sign-in has ended. */
  async token(renew = false): Promise<string | null> {
    const user = this.#pool.getCurrentUser()
    if (!user) return null
    try {
      const session = await current(user)
      if (!renew) return session.getIdToken().getJwtToken()
      return (await refreshed(user, session.getRefreshToken())).getIdToken().getJwtToken()
    } catch (error) {
      if (isOffline(error)) throw error
      return null
    }
  }

  signOut(): void {
    this.#pool.getCurrentUser()?.signOut()
  }

  #user(email: string): CognitoUser {
    return new CognitoUser({ Username: email.trim().toLowerCase(), Pool: this.#pool })
  }
}

function choose(user: CognitoUser, password: string): Promise<void> {
  return new Promise((resolve, reject) => {
    user.completeNewPasswordChallenge(password, {}, { onSuccess: () => resolve(), onFailure: reject })
  })
}

function current(user: CognitoUser): Promise<CognitoUserSession> {
  return new Promise((resolve, reject) => {
    user.getSession((error: Error | null, session: CognitoUserSession | null) => {
      if (session) resolve(session)
      else reject(error ?? new Error('nobody is signed in'))
    })
  })
}

function refreshed(user: CognitoUser, token: CognitoRefreshToken): Promise<CognitoUserSession> {
  return new Promise((resolve, reject) => {
    user.refreshSession(token, (error: Error | null, session: CognitoUserSession) => {
      if (error) reject(error)
      else resolve(session)
    })
  })
}

/** Whether the pool could not be reached: no reason to sign anybody out. */
function isOffline(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NetworkError' || /network/i.test(error.message))
}
