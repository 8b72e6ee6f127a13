import type { I18n } from '@lingui/core'
import { useLingui } from '@lingui/react/macro'
import type { FormErrors } from '@mantine/form'
import { Refused, type Shapes } from '@/api/client'
import { useErrorToast } from '@/ui/feedback/useErrorToast'
import { mistakeWords } from '@/ui/words/mistakes'
import { words } from '@/ui/words/refusals'

/** The fields that a refusal is about when its code alone says so. */
const FIELD_BY_CODE: Partial<Record<Shapes['RefusalCode'], string>> = {
  title_taken: 'title',
  email_taken: 'email',
  sign_in_taken: 'email',
}

/**
 * Sort what the API refused by the form's fields.
 *
 * `rest` is what belongs to none of `fields`, as an error to show elsewhere; null where nothing is left.
 */
export function fieldErrors(
  error: unknown,
  fields: readonly string[],
  i18n: I18n,
): { errors: FormErrors; rest: unknown } {
  if (!(error instanceof Refused)) return { errors: {}, rest: error }
  const byCode = FIELD_BY_CODE[error.code as Shapes['RefusalCode']]
  if (byCode && fields.includes(byCode)) return { errors: { [byCode]: words(error, i18n) }, rest: null }
  const errors: Record<string, string> = {}
  const others: typeof error.errors = []
  for (const mistake of error.errors) {
    const field = mistake.loc.slice(1).find((part) => typeof part === 'string' && fields.includes(part))
    if (field === undefined) others.push(mistake)
    else errors[field] = [errors[field], mistakeWords(mistake, i18n)].filter(Boolean).join(' ')
  }
  const allShown = error.errors.length > 0 && others.length === 0
  return { errors, rest: allShown ? null : new Refused(error.code, error.status, others, error.owner) }
}

interface Form {
  setErrors: (errors: FormErrors) => void
}

/** Return a handler for refusals: it shows them at the form's fields, and what belongs to none in a toast, or by `onRest`. */
export function useServerErrors(
  form: Form,
  fields: readonly string[],
  onRest?: (error: unknown) => void,
): (error: unknown) => void {
  const { i18n } = useLingui()
  const errorToast = useErrorToast()
  return (error) => {
    const { errors, rest } = fieldErrors(error, fields, i18n)
    form.setErrors(errors)
    if (rest !== null) (onRest ?? errorToast)(rest)
  }
}
