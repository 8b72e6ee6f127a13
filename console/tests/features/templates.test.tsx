import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Api } from '@/api/client'
import { ConsoleContext, type Me } from '@/api/context'
import { hrefOf } from '@/features/lead/contact/hrefs'
import { languageOf, offeredTemplates } from '@/features/lead/contact/offeredTemplates'
import { Ways } from '@/features/lead/contact/Ways'
import type { LeadShown } from '@/features/lead/useLead'
import { fill } from '@/ui/templates/fill'
import type { Template } from '@/ui/templates/useTemplates'
import { ServerClock } from '@/lib/clock'
import { LEAD } from '../make/refusing'

const AT = '2026-11-27T08:00:00Z'
const template = (id: string, known: Partial<Template> = {}): Template => ({
  template_id: id,
  title: id,
  channels: ['whatsapp', 'text', 'email'],
  language: 'es',
  subject: '',
  text: 'Hola, {first_name}',
  status: 'active',
  created_at: AT,
  version: 1,
  ...known,
})
const ME = {
  agent_id: 'me',
  first_name: 'Ana',
  team: { name: 'Casa', time_zone: 'Europe/Madrid', language: 'es' },
} as Me

describe('filling in', () => {
  const all = { first_name: 'Lucía', listing: 'R1', my_name: 'Ana', team: 'Casa' }
  test.each([
    ['Hola, {first_name}: soy {my_name}, de {team} ({listing}).', all, 'Hola, Lucía: soy Ana, de Casa (R1).'],
    ['Hola, {first_name}: soy {my_name}', { my_name: 'Ana' }, 'Hola: soy Ana'],
    ['Hola {first_name}, soy {my_name}', { my_name: 'Ana' }, 'Hola, soy Ana'],
    ['{first_name}, gracias', {}, 'gracias'],
    ['Por el piso {listing}.\n{first_name}: hasta luego', {}, 'Por el piso.\nhasta luego'],
    ['{my_name} {my_name}', { my_name: 'Ana' }, 'Ana Ana'],
    ['{first_name}', { first_name: '{team}' }, '{team}'],
    ['{first_name}', { first_name: '$& $1' }, '$& $1'],
    ['50 % } {', all, '50 % } {'],
  ])('%s', (text, filling, read) => expect(fill(text, filling)).toBe(read))
})

describe('what opens the app', () => {
  const to = { phone: '+34 600 11 22 33', email: 'a?bcc=x@example.com' }
  test('holds the whole text and nothing that a text could add', () => {
    const text = 'Hola & adiós?\n#1 100%'
    const whatsapp = new URL(hrefOf('whatsapp', to, { text }) ?? '')
    expect([whatsapp.origin, whatsapp.pathname]).toEqual(['https://wa.me', '/34600112233'])
    expect([...whatsapp.searchParams]).toEqual([['text', text]])
    expect(hrefOf('text', to, { text: 'Hola & adiós' })).toBe('sms:+34 600 11 22 33?&body=Hola%20%26%20adi%C3%B3s')
  })
  test('an e-mail has its subject, and an address adds no field of its own', () => {
    const mail = hrefOf('email', to, { text: 'Uno\nDos', subject: 'Su piso' })
    expect(mail).toBe('mailto:a%3Fbcc%3Dx@example.com?subject=Su%20piso&body=Uno%0D%0ADos')
    expect(hrefOf('email', to)).toBe('mailto:a%3Fbcc%3Dx@example.com')
  })
  test('there is none without the address', () => {
    expect(hrefOf('whatsapp', { phone: undefined, email: 'a@example.com' })).toBeUndefined()
    expect(hrefOf('email', { phone: '+34600', email: undefined })).toBeUndefined()
  })
})

describe('what is offered', () => {
  const [es, en] = [template('es'), template('en', { language: 'en' })]
  const ids = (known: Partial<LeadShown>, last: string | null = null, templates = [es, en]) =>
    offeredTemplates(templates, 'whatsapp', { ...LEAD, ...known }, last).map((one) => one.template_id)

  test('the lead’s language where it is known and there are any', () => {
    expect(ids({ attributes: { language: 'en-GB' } })).toEqual(['en'])
    expect(ids({ attributes: { language: 'Español' } })).toEqual(['es'])
    expect(ids({ attributes: { language: 'de' } })).toEqual(['es', 'en'])
    expect(ids({ attributes: { language: 'en' } }, null, [es])).toEqual(['es'])
    expect(languageOf({ attributes: { language: 'estonian' } })).toBeUndefined()
  })
  test('the one used last first, and no archived one', () => {
    expect(ids({}, 'en')).toEqual(['en', 'es'])
    expect(ids({}, null, [template('old', { status: 'archived' }), es])).toEqual(['es'])
  })
  test('none to whoever objects; the note of a call is the team’s own', () => {
    const objection = { what: 'marketing' as const, since: AT }
    expect(ids({ objection })).toEqual([])
    const note = template('note', { channels: ['call'] })
    expect(offeredTemplates([note], 'call', { ...LEAD, objection }, null)).toEqual([note])
  })
})

describe('on a lead', () => {
  const contact = { first_name: 'Eva', last_name: 'Sol', emails: ['eva@example.com'], phones: ['+34600112233'] }
  const gone: string[] = []
  function show(known: Partial<LeadShown> = {}) {
    const GET = () => Promise.resolve({ data: { items: [template('one'), template('two')], next: null } })
    render(
      <I18nProvider i18n={i18n}>
        <MantineProvider env="test">
          <QueryClientProvider client={new QueryClient()}>
            <ConsoleContext.Provider
              value={{
                api: { GET } as unknown as Api,
                clock: new ServerClock(),
                leave: async () => undefined,
                askPool: async () => ({}) as never,
              }}
            >
              <Ways
                lead={{ ...LEAD, contact, ...known }}
                me={ME}
                isNext={false}
                onGone={(channel) => gone.push(channel)}
              />
            </ConsoleContext.Provider>
          </QueryClientProvider>
        </MantineProvider>
      </I18nProvider>,
    )
  }
  const links = async () => within(await screen.findByRole('dialog')).getAllByRole('link')
  beforeEach(() => {
    gone.length = 0
    localStorage.clear()
  })

  test('a channel offers its templates filled in, and the chosen one first from then on', async () => {
    show()
    await userEvent.click(await screen.findByRole('button', { name: 'WhatsApp' }))
    const [, second, bare] = await links()
    expect(second).toHaveTextContent('twoHola, Eva')
    expect(second).toHaveAttribute('href', 'https://wa.me/34600112233?text=Hola%2C%20Eva')
    expect(bare).toHaveAttribute('href', 'https://wa.me/34600112233')
    await userEvent.click(second as HTMLElement)
    expect(gone).toEqual(['whatsapp'])
    await userEvent.click(screen.getByRole('button', { name: 'WhatsApp' }))
    expect((await links())[0]).toHaveTextContent('two')
  })
  test('a call needs no template, and a shut channel has neither', async () => {
    show({ do_not_contact: { channels: ['whatsapp'], by: 'ana', at: AT } })
    expect(await screen.findByRole('button', { name: 'Text' })).toBeEnabled()
    expect(screen.getByRole('link', { name: 'Call' })).toHaveAttribute('href', 'tel:+34600112233')
    expect(screen.getByRole('button', { name: 'WhatsApp' })).toBeDisabled()
  })
  test('whoever objects is answered without a template, and the reason is said', async () => {
    show({ objection: { what: 'all', since: AT } })
    expect(await screen.findByText(/No templates: this person objects/)).toBeInTheDocument()
    expect(screen.getByRole('link', { name: 'WhatsApp' })).toHaveAttribute('href', 'https://wa.me/34600112233')
  })
})
