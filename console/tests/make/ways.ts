import { readFileSync } from 'node:fs'

/** A way in which a request fails: what `fetch` comes to. */
export interface Way {
  name: string
  fails: (request: Request) => Promise<Response>
}

interface Example {
  value: Record<string, unknown>
}
interface Answer {
  $ref?: string
  content?: Record<string, { examples?: Record<string, Example> }>
}
export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  ways: Way[]
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const GATEWAY = { 403: 'Forbidden', 413: 'Request Too Long', 429: 'Too Many Requests', 500: 'Internal Server Error' }
const BEHIND = { 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' }

/** Raw text that nobody may read: what is sent says so itself. */
export const RAW =
  /RAW|<|Forbidden|Request Too Long|Too Many Requests|Internal Server|Gateway|Service Unavailable|Failed/

const nothing: Way = { name: 'network', fails: () => Promise.reject(new TypeError('Failed to fetch')) }
/** Nothing comes until the request is given up. */
const silence: Way = {
  name: 'timeout',
  fails: () => new Promise(() => undefined),
}
const page = (title: string) =>
  `<html><head><title>RAW ${title}</title></head><body><h1>RAW ${title}</h1></body></html>`

/** What API Gateway and CloudFront answer in place of the API. */
export const AROUND: Way[] = [
  nothing,
  silence,
  ...Object.entries({ ...GATEWAY, ...BEHIND }).flatMap(([status, statusText]): Way[] => [
    {
      name: `${status} in JSON`,
      fails: async () =>
        new Response(JSON.stringify({ message: `RAW ${statusText}` }), {
          status: Number(status),
          statusText,
          headers: { 'Content-Type': 'application/json' },
        }),
    },
    {
      name: `${status} in HTML`,
      fails: async () =>
        new Response(page(statusText), {
          status: Number(status),
          statusText,
          headers: { 'Content-Type': 'text/html' },
        }),
    },
  ]),
  {
    name: "a hotel's sign-in page",
    fails: async () => new Response(page('Wi-Fi'), { headers: { 'Content-Type': 'text/html; charset=utf-8' } }),
  },
]

const document = JSON.parse(readFileSync('../docs/openapi.json', 'utf8'))

function problems(answers: Record<string, Answer>): Way[] {
  return Object.values(answers).flatMap((answer) => {
    const told = answer.$ref ? (document.components.responses[answer.$ref.split('/').pop() ?? ''] as Answer) : answer
    const examples = told.content?.['application/problem+json']?.examples ?? {}
    return Object.entries(examples).map(([code, { value }]) => ({
      name: code,
      fails: async () =>
        new Response(JSON.stringify({ ...value, title: 'RAW title', detail: 'RAW detail', ...rawErrors(value) }), {
          status: value.status as number,
          statusText: 'RAW status',
          headers: { 'Content-Type': 'application/problem+json' },
        }),
    }))
  })
}

const rawErrors = ({ errors }: Record<string, unknown>) =>
  Array.isArray(errors) ? { errors: errors.map((one: object) => ({ ...one, msg: 'RAW msg' })) } : {}

/** Every operation of the API, with each way in which it may fail. */
export const OPERATIONS: Operation[] = Object.entries(
  document.paths as Record<string, Record<string, { responses: Record<string, Answer> }>>,
).flatMap(([path, operations]) =>
  Object.entries(operations)
    .filter(([method]) => METHODS.includes(method))
    .map(([method, { responses }]) => ({
      method: method.toUpperCase() as Operation['method'],
      path,
      ways: [...problems(responses), ...AROUND],
    })),
)
