import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Refused } from '@/api/client'
import { fieldErrors } from '@/ui/forms/serverErrors'
import { useValidatedForm } from '@/ui/forms/useValidatedForm'

const FIELDS = ['title', 'email', 'phones']
const refused = new Refused('invalid', 422, [
  { loc: ['body', 'contact', 'phones', 0], reason: 'malformed', msg: 'Bad.' },
  { loc: ['body', 'contact', 'phones', 1], reason: 'missing', msg: 'Missing.' },
  { loc: ['body', 'elsewhere'], reason: 'missing', msg: 'Missing.' },
])

test('what the API refuses stands at the field it speaks of, however deep; the rest is left to say', () => {
  const { errors, rest } = fieldErrors(refused, FIELDS, i18n)
  expect(errors).toEqual({ phones: 'This does not have the right format. This is required.' })
  expect(rest).toMatchObject({ code: 'invalid', errors: [{ loc: ['body', 'elsewhere'] }] })
})

test('a name that is taken is shown at its field where the form has it', () => {
  const taken = new Refused('title_taken', 409)
  expect(fieldErrors(taken, FIELDS, i18n)).toEqual({
    errors: { title: 'This title is taken. Choose another one.' },
    rest: null,
  })
  expect(fieldErrors(taken, ['email'], i18n)).toMatchObject({ errors: {}, rest: { code: 'title_taken' } })
})

test('a form says what is wrong once it was submitted, and then with every change', () => {
  const validate = ({ title }: { title: string }) =>
    title ? {} : { title: { id: 'needed', message: 'This is required.' } }
  const { result } = renderHook(() => useValidatedForm({ initialValues: { title: '', email: '' }, validate }), {
    wrapper: ({ children }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>,
  })
  const form = () => result.current
  act(() => form().setFieldValue('email', 'ana'))
  expect(form().errors).toEqual({})
  act(() => void form().onSubmit(() => undefined)())
  expect(form().errors).toEqual({ title: 'This is required.' })
  act(() => form().setFieldValue('title', 'Day'))
  expect(form().errors).toEqual({})
  act(() => form().setErrors({ email: 'Taken.' }))
  act(() => form().setFieldValue('title', ''))
  expect(form().errors).toEqual({ email: 'Taken.', title: 'This is required.' })
  act(() => form().setFieldValue('email', 'eva'))
  expect(form().errors).toEqual({ title: 'This is required.' })
})
