/** Return the words of a text without accents and case, as they are compared. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}

const LINKS = new Set(['a', 'al', 'la', 'el', 'de', 'del', 'the', 'to'])

const INSIDE = 3 // letters from which a name is also found by what stands inside a word

/** Return whether every word that was typed begins a word of `text`. Words between, as in “pausar a Ana”, do not count. */
export function isTyped(typed: string, text: string): boolean {
  return every(typed, text, (word, one) => one.startsWith(word))
}

/** Return whether every word that was typed begins a word of a name or, of three letters and more, stands inside one. */
export function isWithin(typed: string, name: string): boolean {
  return every(typed, name, (word, one) => one.startsWith(word) || (word.length >= INSIDE && one.includes(word)))
}

function every(typed: string, text: string, fits: (word: string, one: string) => boolean): boolean {
  const all = wordsOf(typed)
  const telling = all.filter((word, at) => at === all.length - 1 || !LINKS.has(word))
  const among = wordsOf(text)
  return telling.length > 0 && telling.every((word) => among.some((one) => fits(word, one)))
}
