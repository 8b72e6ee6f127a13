/** What the deployment tells the console: `config.json`, written by the stack. */
export interface Config {
  /** Where the API answers, without a slash at the end. */
  api: string
  userPoolId: string
  clientId: string
  /** Where Cognito answers, when it is not AWS's own. */
  cognitoEndpoint?: string
}

const KEPT = 'relevo.config'

/** What was told last time serves where there is no connection: the installed console starts, and says so. */
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
