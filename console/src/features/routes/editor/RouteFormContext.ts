import { createFormContext } from '@mantine/form'
import { useValidatedForm } from '@/ui/forms/useValidatedForm'
import type { RouteValues } from './routeForm'
import { mistakesOf } from './validation'

export const [RouteFormProvider, useRouteFormContext] = createFormContext<RouteValues>()

/** The form of a route; what the parts of it show is in its context. */
export const useRouteForm = (initialValues: RouteValues) => useValidatedForm({ initialValues, validate: mistakesOf })
