(() => {
  const c = /*form*/ null
  const script = document.currentScript
  const url = script.src.replace(/\/embed\.js.*$/, '')
  const host = document.createElement('div')
  if (script.parentNode === document.head) addEventListener('DOMContentLoaded', () => document.body.append(host))
  else script.after(host)
  const root = host.attachShadow({ mode: 'open' })
  const make = (tag, about, ...inside) => {
    const made = document.createElement(tag)
    for (const [name, value] of Object.entries(about))
      if (value === true) made.setAttribute(name, '')
      else if (value) made.setAttribute(name, value)
    made.append(...inside)
    return made
  }
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(c.style)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.append(make('style', {}, c.style)) // for older browsers
  }
  const away = (href, text) => make('a', { href, target: '_blank', rel: 'noopener' }, text)
  // Elsewhere the browser would refuse the answer: whoever wants to write can still do so on our page.
  if (!c.sites.includes(location.origin) && location.origin !== new URL(url).origin)
    return root.append(away(url, c.words.open))

  const says = make('p', { class: 'says', role: 'status', hidden: true })
  const form = make('form', { novalidate: true, lang: c.language }, says)
  const controls = {}
  const place = (where, name, control, ...label) => {
    controls[name] = [control, make('p', { class: 'wrong', id: `${name}-wrong`, hidden: true })]
    where.append(...label, controls[name][1])
  }
  for (const { name, label, type, optional } of c.fields) {
    const about = { id: name, name, type, autocomplete: type && name.replace('phone', 'tel'), required: !optional }
    const control = make(type ? 'input' : 'textarea', { ...about, maxlength: type ? '200' : '4000' })
    const text = make('label', { for: name }, label)
    if (optional) text.append(' ', make('small', {}, `(${c.words.optional})`))
    place(form, name, control, text, control)
  }
  const terms = make('div', {})
  form.append(terms)
  const agree = (asked, privacy) => {
    const link = privacy ? away(privacy, c.words.privacy) : ''
    delete controls.consent
    terms.replaceChildren()
    if (asked) {
      const box = make('input', { type: 'checkbox', id: 'consent', name: 'consent', value: 'yes', required: true })
      const text = make('div', {}, make('label', { for: 'consent' }, asked), ' ', link)
      place(terms, 'consent', box, make('div', { class: 'box' }, box, text))
    } else if (link) terms.append(make('p', {}, link))
  }
  agree(c.consent, c.privacy)
  const trap = make('input', { name: c.trap, tabindex: '-1', autocomplete: 'off' })
  form.append(make('div', { class: 'away', 'aria-hidden': 'true' }, trap))
  const send = make('button', { type: 'submit' }, c.words.send)
  form.append(send)
  root.append(form)

  const tell = (text) => {
    says.hidden = !text
    says.textContent = text
  }
  const mark = (mistakes) => {
    for (const [name, [control, wrong]] of Object.entries(controls)) {
      wrong.hidden = !mistakes[name]
      wrong.textContent = mistakes[name] || ''
      control.toggleAttribute('aria-invalid', !!mistakes[name])
      control.setAttribute('aria-describedby', wrong.id)
    }
    const first = Object.keys(controls).find((name) => mistakes[name])
    if (first) controls[first][0].focus()
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const body = new URLSearchParams(new FormData(form))
    body.set('token', c.token)
    body.set('page', location.origin + location.pathname)
    send.disabled = true
    try {
      const answer = await (await fetch(url, { method: 'POST', body, headers: { accept: 'application/json' } })).json()
      if (answer.state === 'sent') {
        const thanks = make('p', { role: 'status', tabindex: '-1' }, c.words.thanks)
        form.replaceWith(thanks)
        return thanks.focus()
      }
      if (!answer.state) throw answer
      c.token = answer.token
      if (answer.consent) agree(answer.consent.text, answer.consent.privacy) // another text was shown
      mark(answer.mistakes)
      tell(answer.state === 'again' ? c.words.again : '')
    } catch {
      tell(c.words.failed)
    }
    send.disabled = false
  })
})()
