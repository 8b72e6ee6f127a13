import type { Config } from './config'
import { Refused } from './refused'

export interface Tokens {
  /** The ID token, valid for an hour. */
  id: string
  /** The refresh token, valid for weeks. */
  refresh: string
}

interface Renewed {
  AuthenticationResult?: { IdToken?: string; AccessToken?: string; RefreshToken?: string }
}

/** A refusal of the user pool; its name is the pool's own for it. */
export class PoolRefused extends Error {
  constructor(name: string) {
    super(name)
    this.name = name
  }
}

const KEPT = 'relevo.session'
/** Tokens that expire sooner than this are renewed before use. */
const MARGIN_SECONDS = 60

/** The session on this device, with a valid token. Signing in is in `srp`, which is loaded on demand. */
export class Session {
  #renewing: Promise<string | null> | null = null

  constructor(readonly config: Config) {}

  /** Whether this device has a session; it may have expired. */
  get known(): boolean {
    return this.#tokens() !== null
  }

  keep(tokens: Tokens): void {
    localStorage.setItem(KEPT, JSON.stringify(tokens))
  }

  /** Forget the session on this device. */
  forget(): void {
    localStorage.removeItem(KEPT)
  }

  /** Revoke the refresh token, which only this device has: nothing renews the session any more. */
  async revoke(signal: AbortSignal): Promise<void> {
    const tokens = this.#tokens()
    if (tokens) await this.#ask('RevokeToken', { ClientId: this.config.clientId, Token: tokens.refresh }, signal)
  }

  /**
   * Return a valid token; null when nobody is signed in or the session has expired.
   *
   * @throws TypeError when the user pool cannot be reached; the session stays.
   */
  async token(renew = false): Promise<string | null> {
    const tokens = this.#tokens()
    if (!tokens) return null
    if (!renew && secondsLeft(tokens.id) > MARGIN_SECONDS) return tokens.id
    this.#renewing ??= this.#renew(tokens).finally(() => {
      this.#renewing = null
    })
    return this.#renewing
  }

  async #renew(tokens: Tokens): Promise<string | null> {
    const { ok, told } = await this.#refresh(tokens.refresh)
    const id = told.AuthenticationResult?.IdToken
    if (!ok || !id) return null
    this.keep({ id, refresh: told.AuthenticationResult?.RefreshToken ?? tokens.refresh })
    return id
  }

  async #refresh(refresh: string): Promise<{ ok: boolean; told: Renewed }> {
    const answer = await this.#ask('InitiateAuth', {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: this.config.clientId,
      AuthParameters: { REFRESH_TOKEN: refresh },
    })
    // Throttled is not signed out.
    if (!answer.ok && !(await poolRefusal(answer.clone()))) throw new TypeError('the user pool does not answer')
    return { ok: answer.ok, told: (await answer.json()) as Renewed }
  }

  /**
   * Ask the user pool something about the user's own account, with a fresh access token.
   *
   * @throws PoolRefused when it refuses, Refused when it cannot be reached or has no time.
   */
  async askPool<T>(action: string, body: object): Promise<T> {
    const answer = await this.#reach(async () => this.#ask(action, { ...body, AccessToken: await this.#accessToken() }))
    if (!answer.ok) throw (await poolRefusal(answer)) ?? new Refused('gateway', answer.status)
    return (await answer.json()) as T
  }

  async #reach(asked: () => Promise<Response>): Promise<Response> {
    try {
      return await asked()
    } catch (error) {
      throw error instanceof PoolRefused ? error : new Refused('unreached', 0)
    }
  }

  /** Return an access token, which is kept nowhere: it may change the account. */
  async #accessToken(): Promise<string> {
    const { told } = await this.#refresh(this.#tokens()?.refresh ?? '')
    if (!told.AuthenticationResult?.AccessToken) throw new PoolRefused('NotAuthorizedException')
    return told.AuthenticationResult.AccessToken
  }

  #ask(action: string, body: object, signal?: AbortSignal): Promise<Response> {
    return fetch(this.#endpoint(), {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `AWSCognitoIdentityProviderService.${action}`,
      },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    })
  }

  #endpoint(): string {
    const region = this.config.userPoolId.split('_')[0]
    return this.config.cognitoEndpoint ?? `https://cognito-idp.${region}.amazonaws.com/`
  }

  #tokens(): Tokens | null {
    try {
      return JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Tokens | null
    } catch {
      return null
    }
  }
}

/** Read what the pool refuses, and null where it is only busy, or does not answer itself. */
async function poolRefusal(answer: Response): Promise<PoolRefused | null> {
  if (answer.status >= 500 || answer.status === 429) return null
  const told = (await answer.json().catch(() => ({}))) as { __type?: string }
  const name = told.__type?.split('#').pop()
  return name && name !== 'TooManyRequestsException' ? new PoolRefused(name) : null
}

/** Return how long a token is still valid, by the device's clock. */
function secondsLeft(token: string): number {
  const claims = token.split('.')[1]?.replace(/-/g, '+').replace(/_/g, '/') ?? ''
  try {
    return (JSON.parse(atob(claims)) as { exp: number }).exp - Date.now() / 1000
  } catch {
    return 0
  }
}
