import { createFormContext } from '@mantine/form'
import { useValidatedForm } from '@/ui/forms/useValidatedForm'
import type { RouteValues } from './routeForm'
import { mistakesOf } from './validation'

export const [RouteFormProvider, useRouteFormContext] = createFormContext<RouteValues>()

/** Create a route's form; its fields read it from the context. */
export const useRouteForm = (initialValues: RouteValues) => useValidatedForm({ initialValues, validate: mistakesOf })
