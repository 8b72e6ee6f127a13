import type { RouteForm } from './draft'
import type { Part } from './problems'

/** What each part of the form is given: the route as it is written, how to change it, and what is wrong, by part. */
export interface FieldProps {
  form: RouteForm
  change: (changes: Partial<RouteForm>) => void
  errors: Partial<Record<Part, string>>
}
