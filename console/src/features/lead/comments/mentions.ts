/** Somebody who can be tagged. */
export interface Person {
  agent_id: string
  name: string
}

/** A mention that is being typed: where its `@` is, and the text after it. */
export interface Token {
  from: number
  query: string
}

const LONGEST = 40

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Return the mention at the caret, if its `@` begins a word. */
export function tokenAt(text: string, caret: number): Token | null {
  const from = text.lastIndexOf('@', caret - 1)
  if (from < 0 || caret - from > LONGEST) return null
  if (from > 0 && /[\p{L}\p{N}._]/u.test(text[from - 1] as string)) return null
  const query = text.slice(from + 1, caret)
  return /\n|^\s/.test(query) ? null : { from, query }
}

/** Return the people with a name or a part of it that starts with the query; ignores case and accents. */
export function matching<P extends Person>(people: readonly P[], query: string): P[] {
  const sought = plain(query)
  return people.filter((one) => {
    const name = plain(one.name)
    return name.startsWith(sought) || name.includes(` ${sought}`)
  })
}

/** Return the text with the name inserted, and the caret's position. */
export function insert(text: string, token: Token, name: string): { text: string; caret: number } {
  const before = `${text.slice(0, token.from)}@${name} `
  const after = text.slice(token.from + 1 + token.query.length).replace(/^ /, '')
  return { text: before + after, caret: before.length }
}

/** Split a text into mentions and the text between them. */
export function pieces<P extends Person>(text: string, people: readonly P[]): { text: string; who?: P }[] {
  const longestFirst = [...people].sort((a, b) => b.name.length - a.name.length)
  const found: { text: string; who?: P }[] = []
  let rest = 0
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const who = longestFirst.find((one) => names(text, at + 1, one.name))
    if (!who) continue
    if (at > rest) found.push({ text: text.slice(rest, at) })
    rest = at + 1 + who.name.length
    found.push({ text: text.slice(at, rest), who })
  }
  if (rest < text.length) found.push({ text: text.slice(rest) })
  return found
}

function names(text: string, at: number, name: string): boolean {
  return text.startsWith(name, at) && !/[\p{L}\p{N}]/u.test(text[at + name.length] ?? '')
}

/** Return the picked people who are still mentioned in the text. */
export function tagged<P extends Person>(text: string, picked: readonly P[]): P[] {
  const seen = new Set(pieces(text, picked).map((piece) => piece.who?.agent_id))
  return picked.filter((one) => seen.has(one.agent_id))
}
