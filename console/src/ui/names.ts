/** A person's whole name, as far as one may know it; empty if they gave none. */
export function fullName(contact: { first_name: string; last_name: string }): string {
  return `${contact.first_name} ${contact.last_name}`.trim()
}
