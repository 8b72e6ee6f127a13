/** A person's whole name, as far as one may know it: a last name may be its initial alone; empty if they gave none. */
export function fullName(contact: { first_name: string; last_name: string }): string {
  const last = contact.last_name.length === 1 ? `${contact.last_name}.` : contact.last_name
  return `${contact.first_name} ${last}`.trim()
}
