/** Formats by what they are for: making one takes about a hundred times as long as using it, and lists use one in each row. */
const formats = new Map<string, unknown>()

/** Return the format of this name, made when it is needed first. */
export function keptFormat<T>(name: string, make: () => T): T {
  const known = formats.get(name) as T | undefined
  const made = known ?? make()
  if (!known) formats.set(name, made)
  return made
}

/** Return the format of dates with these options. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `date ${locale} ${JSON.stringify(options)}`
  return keptFormat(name, () => new Intl.DateTimeFormat(locale, options))
}

/** Format a share as a percentage, with so many digits behind the point at the most. */
export function percent(locale: string, share: number, digits: number): string {
  const options = { style: 'percent', maximumFractionDigits: digits } as const
  return keptFormat(`percent ${locale} ${digits}`, () => new Intl.NumberFormat(locale, options)).format(share)
}
