/** The deployment's configuration: `config.json`, written by the stack. */
export interface Config {
  /** The API's base URL, without a slash at the end. */
  api: string
  /** Where live connections are opened; without it the console asks every few seconds. */
  live?: string
  userPoolId: string
  clientId: string
  /** Cognito's endpoint, when it is not that of AWS. */
  cognitoEndpoint?: string
}

const KEPT = 'relevo.config'

/** Read the configuration; without a connection, use the one stored last, so that the installed console starts. */
export async function readConfig(): Promise<Config> {
  try {
    const answer = await fetch('/config.json', { cache: 'no-cache' })
    if (!answer.ok) throw new Error(`config.json: ${answer.status}`)
    const config = (await answer.json()) as Config
    localStorage.setItem(KEPT, JSON.stringify(config))
    return config
  } catch (error) {
    const kept = localStorage.getItem(KEPT)
    if (kept) return JSON.parse(kept) as Config
    throw error
  }
}
