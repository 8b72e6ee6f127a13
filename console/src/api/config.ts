/** What the deployment tells the console: `config.json`, written by the stack. */
export interface Config {
  /** Where the API answers, without a slash at the end. */
  api: string
  userPoolId: string
  clientId: string
  /** Where Cognito answers, when it is not AWS's own. */
  cognitoEndpoint?: string
}

export async function readConfig(): Promise<Config> {
  const answer = await fetch('/config.json', { cache: 'no-cache' })
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`)
  return (await answer.json()) as Config
}
