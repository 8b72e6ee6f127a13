/** Return the absolute URL of an API path; `api` is the API's base, which may be a path itself. */
export function absolute(path: string, api: string, origin: string): string {
  if (/^https?:\/\//.test(path)) return path
  const base = new URL(api, origin).href.replace(/\/+$/, '')
  return `${base}/${path.replace(/^\/+/, '')}`
}
