// @vitest-environment jsdom
import { describe, expect, test } from 'vitest'
import { snippetsOf } from '@/features/sources/form/snippets'
import { firstForm, formOf, originOf, valuesOf } from '@/features/sources/form/values'

const ADDRESS = 'https://relevo.example/api/forms/source_1'
const PAGE = `<!doctype html><html lang="es"><head><title>Contacta con &lt;b&gt;Retiro&lt;/b&gt;</title></head><body>
<form method="post" action="source_1" novalidate><label for="name">Nombre</label><input id="name" name="name" required
value=""><div class="box"><input type="checkbox" id="consent" name="consent"><div><label for="consent">Acepto &amp;
firmo</label> <a href="https://example.com/p">Política</a></div></div><div class="away" aria-hidden="true"><input
name="contact_me_by_fax"></div><input type="hidden" name="token" value="1.2.3"><input
type="hidden" name="consent_version" value="abc"><button type="submit">Enviar</button>
</form></body></html>`

describe('what a site pastes', () => {
  test('is a script, and a link for who has none, with the title as text', () => {
    const { script } = snippetsOf(PAGE, ADDRESS)
    expect(script).toContain(`<script src="${ADDRESS}/embed.js" async></script>`)
    expect(script).toContain(`<a href="${ADDRESS}">Contacta con &lt;b&gt;Retiro&lt;/b&gt;</a>`)
  })

  test('is a whole form without the token of the page that it was made of', () => {
    const { plain } = snippetsOf(PAGE, ADDRESS)
    const form = new DOMParser().parseFromString(plain, 'text/html').forms[0]
    expect(form?.getAttribute('action')).toBe(ADDRESS)
    expect([...(form?.elements ?? [])].map((one) => one.getAttribute('name'))).toEqual([
      'name',
      'consent',
      'contact_me_by_fax',
      'consent_version',
      null,
    ])
    expect(form?.querySelector('[name=consent_version]')?.getAttribute('value')).toBe('abc')
    expect(form?.noValidate).toBe(false)
    expect(form?.querySelector('[name=name]')?.hasAttribute('required')).toBe(true)
    expect(form?.querySelector('[aria-hidden]')?.getAttribute('style')).toContain('absolute')
    expect(form?.textContent).toContain('Acepto &\nfirmo')
  })

  test('is nothing of a page that is not the form', () => {
    expect(() => snippetsOf('<title>Wi-Fi</title>', ADDRESS)).toThrow()
  })
})

describe('the form as it is edited', () => {
  test.each([
    ['www.example.com', 'https://www.example.com'],
    ['https://www.Example.com/contacto?a=1', 'https://www.example.com'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['https://www.example.com:443', 'https://www.example.com'],
    ['not a site', 'not a site'],
  ])('%s is the site %s', (typed, site) => {
    expect(originOf(typed)).toBe(site)
  })

  test('goes back as it came, with each site once', () => {
    const form = { ...firstForm('es'), phone: 'required' as const, sites: ['https://a.example'] }
    expect(formOf(valuesOf(form))).toMatchObject(form)
    expect(formOf({ ...valuesOf(form), sites: ' a.example\nhttps://a.example/x, b.example ' }).sites).toEqual([
      'https://a.example',
      'https://b.example',
    ])
  })

  test('begins in the language of who makes it', () => {
    expect(firstForm('en').consent_text).toContain('privacy policy')
    expect(firstForm('es').consent_text).toContain('política de privacidad')
  })
})
