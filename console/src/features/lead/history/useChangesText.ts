import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { grouped } from '@/lib/phones'

const FIELDS: Record<string, ReturnType<typeof msg>> = {
  first_name: msg`First name`,
  last_name: msg`Last name`,
  emails: msg`E-mails`,
  phones: msg`Phones`,
  message: msg`Message`,
}
const OF_ATTRIBUTE = 'attributes.'

type Values = Record<string, unknown>

/** Return how to tell what changed in a lead, each field with its value before and after, where these are told. */
export function useChangesText(): (detail: Values) => string {
  const { t, i18n } = useLingui()
  return (detail) => {
    const [before, after] = [valuesOf(detail.before), valuesOf(detail.after)]
    const nothing = t`nothing`
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .map((name) => {
        const words = FIELDS[name]
        const field = words ? i18n._(words) : name.replace(OF_ATTRIBUTE, '')
        return `${field}: ${told(before[name], name) || nothing} → ${told(after[name], name) || nothing}`
      })
      .join(' · ')
  }
}

function valuesOf(side: unknown): Values {
  return side !== null && typeof side === 'object' ? (side as Values) : {}
}

function told(value: unknown, name: string): string {
  if (Array.isArray(value))
    return value
      .map((one) => told(one, name))
      .filter(Boolean)
      .join(', ')
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') return JSON.stringify(value)
  return name === 'phones' ? grouped(value) : value
}
