// The API's answers for a measurement: what is read is asked once and told again, and leads are made of the first.
const PAGE = 100

/** Return a route handler that answers with what was answered before, and with so many leads in the list of leads. */
export function answering(count) {
  const kept = new Map()
  let lead
  return async (route) => {
    const request = route.request()
    const url = new URL(request.url())
    const key = url.pathname + url.search
    if (request.method() === 'PATCH') return route.fulfill(kept.get(key)) // nothing is changed for good
    if (request.method() !== 'GET') return route.continue()
    if (lead && url.pathname === '/api/leads') return route.fulfill({ json: page(lead, url, count) })
    if (!kept.has(key)) {
      const answer = await route.fetch()
      const [status, body] = [answer.status(), await answer.text()]
      if (url.pathname === '/api/leads') lead ??= JSON.parse(body).items?.[0]
      kept.set(key, { status, body, contentType: 'application/json' })
    }
    return route.fulfill(kept.get(key))
  }
}

function page(lead, url, count) {
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const size = Math.min(Number(url.searchParams.get('limit') ?? 25), PAGE)
  const until = Math.min(from + size, count)
  const items = Array.from({ length: until - from }, (_, at) => ({
    ...lead,
    lead_id: at + from === 2 ? lead.lead_id : `${lead.lead_id}${from + at}`,
    contact: { ...lead.contact, first_name: 'Persona', last_name: String(from + at) },
  }))
  return { items, next: until < count ? String(until) : null }
}
