import { useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { templatesQuery } from '@/api/queries/templates'

export type Template = Shapes['Template']

export function useTemplates() {
  const { api } = useConsole()
  return useQuery(templatesQuery(api))
}
