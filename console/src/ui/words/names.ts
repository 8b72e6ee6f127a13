/** Return a contact's full name as far as it is visible: the last name may be an initial; empty where there is none. */
export function fullName(contact: { first_name: string; last_name: string }): string {
  const last = contact.last_name.length === 1 ? `${contact.last_name}.` : contact.last_name
  return `${contact.first_name} ${last}`.trim()
}

/** A country as a language calls it. */
export function countryName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(code) ?? code
}
