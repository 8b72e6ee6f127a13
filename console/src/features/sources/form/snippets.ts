/** What is pasted into a site, made of the form's own page: it holds the texts in the form's language. */
export interface Snippets {
  script: string
  plain: string
}

/**
 * Return what shows the form within a site.
 *
 * @param page is the form's page as HTML.
 * @param address is the page's address.
 */
export function snippetsOf(page: string, address: string): Snippets {
  const shown = new DOMParser().parseFromString(page, 'text/html')
  const form = shown.querySelector('form')
  if (!form) throw new Error('this is not the page of a form')
  return { script: scriptOf(shown.title, address), plain: plainOf(form, address) }
}

function scriptOf(title: string, address: string): string {
  const link = document.createElement('a')
  link.href = address
  link.textContent = title
  return `<script src="${address}/embed.js" async></script>\n<noscript>${link.outerHTML}</noscript>`
}

/** Return the form as a site pastes it: without the page's token and classes, which are no use to the site. */
function plainOf(form: HTMLFormElement, address: string): string {
  form.setAttribute('action', address)
  form.removeAttribute('novalidate')
  form.querySelector('[name=token]')?.remove()
  form.querySelector('.away')?.setAttribute('style', 'position:absolute;left:-99rem')
  for (const one of form.querySelectorAll('[class]')) one.removeAttribute('class')
  return form.outerHTML.replace(/(<form[^>]*>|<input[^>]*>|<\/(?:label|textarea|div)>)(?!\n)/g, '$1\n').trim()
}
