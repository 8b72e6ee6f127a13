import type { components } from './schema'

type FieldError = components['schemas']['FieldError']

/**
 * What failed where no refusal of the API came: the device has no connection, nothing answered, no answer came in
 * time, or what stands before the API answered in its place (`status` tells with what).
 */
export type Failure = 'offline' | 'unreached' | 'slow' | 'gateway'

/**
 * A request that was refused or failed, by its code.
 *
 * The API's own sentences are not kept: what people read is in `ui/words`, in their language.
 */
export class Refused extends Error {
  constructor(
    /** A `RefusalCode`, a `Failure`, or a code of a later release. */
    readonly code: string,
    /** The status of the answer; 0 where there was none. */
    readonly status: number,
    readonly errors: FieldError[] = [],
    readonly owner?: string,
    /** The seconds after which trying again makes sense, if the answer says so. */
    readonly wait?: number,
  ) {
    super(code)
    this.name = 'Refused'
  }
}

/** Return whether the same request may go well a little later. */
export function isPassing(error: unknown): boolean {
  return error instanceof Refused && (error.status === 0 || error.status === 429 || error.status >= 500)
}

/** Read what a response that is not ok says: a problem of the API, else a body of whatever stands before it. */
export async function refusalOf(response: Response): Promise<Refused> {
  let told: Record<string, unknown> = {}
  try {
    told = ((await response.json()) ?? {}) as Record<string, unknown>
  } catch {
    // A page of HTML, or nothing.
  }
  return new Refused(
    typeof told.code === 'string' ? told.code : ('gateway' satisfies Failure),
    response.status,
    Array.isArray(told.errors) ? (told.errors as FieldError[]) : [],
    typeof told.owner === 'string' ? told.owner : undefined,
    secondsOf(response.headers.get('Retry-After')),
  )
}

function secondsOf(retryAfter: string | null): number | undefined {
  const seconds = Number.parseInt(retryAfter ?? '', 10)
  return seconds > 0 ? seconds : undefined
}
