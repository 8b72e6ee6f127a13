import type { RouteForm } from '../editor/routeForm'
import type { Part } from '../editor/validation'

/** What each part of the form is given: the route as it is written, how to change it, and what is wrong, by part. */
export interface FieldProps {
  form: RouteForm
  change: (changes: Partial<RouteForm>) => void
  errors: Partial<Record<Part, string>>
}
