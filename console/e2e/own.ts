import { type APIRequestContext, request as requests } from '@playwright/test'
import { ask, letters, person, postLead, type Who } from './stack'

interface Lead {
  lead_id: string
  state: string
  stage: string
  owner?: string
  outcome?: string
  merged_into?: string
}
interface Source {
  source_id: string
  title: string
  webhook_path: string
  secret: string
}
interface Person {
  first_name: string
  last_name: string
  emails: string[]
  phones: string[]
}

/** Somebody who has asked before in no test: nobody is taken for a person who comes again. */
export function somebody(first_name: string, last_name: string): Person {
  const phone = `+34 6${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
  return { first_name, last_name, emails: [`${letters()}.${letters()}@example.com`], phones: [phone] }
}

/** Whoever is named is offered leads: at any hour, and not on pause. */
export async function available(request: APIRequestContext, ...who: Who[]) {
  for (const one of who) {
    await ask(request, 'rocio', 'PATCH', `/agents/${person(one).agent_id}`, { hours: [] })
    await ask(request, one, 'DELETE', '/me/pause')
  }
}

/** A source, the route that alone takes its leads, and those leads: a test's own, taken away when it is over. */
export class Own {
  private readonly leads: string[] = []
  private constructor(
    private readonly request: APIRequestContext,
    private readonly source: Source,
  ) {}

  static async make(title: string, agents: Who[], more: object = {}): Promise<Own> {
    const request = await requests.newContext()
    await available(request, ...agents)
    await clear(request, title)
    const source = await ask<Source>(request, 'rocio', 'POST', '/sources', { title, kind: 'standard' })
    await ask(request, 'rocio', 'POST', '/routes', {
      title: routeOf(title),
      rule: 'jump_ball',
      sources: [source.source_id],
      claim_seconds: 3600,
      agents: agents.map((one) => ({ agent_id: person(one).agent_id })),
      ...more,
    })
    return new Own(request, source)
  }

  /** Leave everything as it was. */
  async end() {
    for (const lead of this.leads) await ask(this.request, 'rocio', 'POST', `/leads/${lead}/close`, { outcome: 'lost' })
    await clear(this.request, this.source.title)
    await this.request.dispose()
  }

  /** Ask the API in somebody's name. */
  ask<T>(who: Who, method: string, path: string, data?: object): Promise<T> {
    return ask<T>(this.request, who, method, path, data)
  }

  /** A lead that comes in through the route. */
  async offered(contact: Person, more: object = {}): Promise<string> {
    const { webhook_path: path, secret } = this.source
    return this.keep(await postLead(this.request, { ...contact }, more, { path, secret }))
  }

  /** A lead that somebody has. */
  async of(who: Who, contact: Person, more: object = {}): Promise<string> {
    return this.byHand(contact, { agent_id: person(who).agent_id }, more)
  }

  /** A lead that nobody has. */
  async pooled(contact: Person, more: object = {}): Promise<string> {
    return this.byHand(contact, 'pool', more)
  }

  see(leadId: string): Promise<Lead> {
    return this.ask('rocio', 'GET', `/leads/${leadId}`)
  }

  private async byHand(contact: Person, routing: unknown, more: object): Promise<string> {
    const draft = { contact, routing, source_id: this.source.source_id, ...more }
    return this.keep(await this.ask<{ lead_id: string }>('rocio', 'POST', '/leads', draft))
  }

  private keep({ lead_id }: { lead_id: string }): string {
    this.leads.push(lead_id)
    return lead_id
  }
}

const routeOf = (title: string) => `Reparto ${title}`

/** Take away the route and the source of this title, also those that an earlier run has left. */
async function clear(request: APIRequestContext, title: string) {
  const [routes, sources] = [
    await ask<{ items: { route_id: string; title: string }[] }>(request, 'rocio', 'GET', '/routes'),
    await ask<{ items: Source[] }>(request, 'rocio', 'GET', '/sources'),
  ]
  for (const one of routes.items.filter((route) => route.title === routeOf(title))) {
    await ask(request, 'rocio', 'DELETE', `/routes/${one.route_id}`)
  }
  for (const one of sources.items.filter((source) => source.title === title)) {
    await ask(request, 'rocio', 'DELETE', `/sources/${one.source_id}`)
  }
}
