/** A path of the API as an address that works from anywhere: `api` is where the API answers, itself maybe a path. */
export function absolute(path: string, api: string, origin: string): string {
  if (/^https?:\/\//.test(path)) return path
  const base = new URL(api, origin).href.replace(/\/+$/, '')
  return `${base}/${path.replace(/^\/+/, '')}`
}
