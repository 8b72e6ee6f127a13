const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** Return what was received as a person reads it: JSON with a line for each field, anything else as it is. */
export function legible(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    JSON.parse(text)
  } catch {
    return text
  }
  return spread(text.match(TOKENS) ?? [])
}

/** Put each field on a line of its own. Numbers stay as they were sent: a long id would lose its last digits. */
function spread(tokens: string[]): string {
  let depth = 0
  const line = () => `\n${'  '.repeat(depth)}`
  return tokens
    .map((token, place) => {
      const empty = '{['.includes(tokens[place - 1] ?? ' ')
      if (token === '{' || token === '[') {
        depth++
        return '}]'.includes(tokens[place + 1] ?? ' ') ? token : token + line()
      }
      if (token === '}' || token === ']') {
        depth--
        return empty ? token : line() + token
      }
      if (token === ',') return token + line()
      if (token === ':') return ': '
      return token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token
    })
    .join('')
}
