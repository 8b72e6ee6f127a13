import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Where `make run` of this checkout, or of the folder that RELEVO_LOCAL_DIR names, keeps what is told of the running stack. */
const fileOf = (environment: NodeJS.ProcessEnv) => {
  const checkout = resolve(import.meta.dirname, '..')
  return resolve(checkout, environment.RELEVO_LOCAL_DIR || '.local', 'stack.json')
}

/** The address of the running stack; RELEVO_URL names any other. */
export function addressOfStack(environment: NodeJS.ProcessEnv): string {
  if (environment.RELEVO_URL) return environment.RELEVO_URL
  const file = fileOf(environment)
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { console: string }).console
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'ENOENT') throw problem
    throw new Error(`nothing is running: make up first (there is no ${file})`)
  }
}
