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

/** Return the form as a site pastes it, in paragraphs: without the page's token and classes, which are no use to the site. */
function plainOf(form: HTMLFormElement, address: string): string {
  form.setAttribute('action', address)
  form.removeAttribute('novalidate')
  form.querySelector('[name=token]')?.remove()
  form.querySelector('.away')?.setAttribute('style', 'position:absolute;left:-99rem')
  form.querySelector('.box')?.replaceWith(paragraph(...form.querySelectorAll('.box input, .box label, .box a')))
  for (const label of form.querySelectorAll(':scope > label')) {
    const control = label.nextElementSibling
    if (control) label.replaceWith(paragraph(label.cloneNode(true), document.createElement('br'), control))
  }
  for (const one of form.querySelectorAll('[class]')) one.removeAttribute('class')
  for (const one of form.querySelectorAll('[value=""]')) one.removeAttribute('value')
  return form.outerHTML
    .replaceAll('=""', '')
    .replace(/(<form[^>]*>|<\/(?:p|div)>)/g, '$1\n')
    .trim()
}

function paragraph(...inside: Node[]): HTMLElement {
  const made = document.createElement('p')
  made.append(...inside.flatMap((one, at) => (at > 0 ? [' ', one] : [one])))
  return made
}
