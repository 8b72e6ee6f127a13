import type { MessageDescriptor } from '@lingui/core'
import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useRef } from 'react'

/** What is wrong, by field. */
export type Mistakes = Record<string, MessageDescriptor>

interface Options<V> {
  initialValues: V
  validate: (values: V) => Mistakes
}

/** A form that is validated when it is first submitted, and from then on with every change. */
export function useValidatedForm<V extends object>({ initialValues, validate }: Options<V>) {
  const { i18n } = useLingui()
  const submitted = useRef(false)
  const shown = useRef<string[]>([])
  const check = (values: V) => {
    const mistakes = Object.entries(validate(values))
    shown.current = mistakes.map(([field]) => field)
    return Object.fromEntries(mistakes.map(([field, words]) => [field, i18n._(words)]))
  }
  const form = useForm<V>({
    initialValues,
    validate: (values) => {
      submitted.current = true
      return check(values)
    },
    onValuesChange: (values, previous) => {
      if (!submitted.current) return
      const changed = (field: string) => values[field as keyof V] !== previous[field as keyof V]
      // Errors of the API stay until their field is changed.
      const kept = Object.entries(form.errors).filter(([field]) => !shown.current.includes(field) && !changed(field))
      form.setErrors({ ...Object.fromEntries(kept), ...check(values) })
    },
  })
  return form
}
