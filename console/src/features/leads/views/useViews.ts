import { useQuery } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { KEYS } from '@/api/queries/keys'
import { viewsQuery } from '@/api/queries/views'
import { useApiMutation } from '@/ui/feedback/useApiMutation'

type Draft = Shapes['ViewBody'] & { view_id: string }

/** The saved views, and how they are saved and deleted. */
export function useViews() {
  const { api } = useConsole()
  const { data } = useQuery(viewsQuery(api))
  const touches = [KEYS.views]
  const save = useApiMutation(
    ({ view_id, ...draft }: Draft) => body(api.PUT('/views/{view_id}', { params: { path: { view_id } }, body: draft })),
    { touches },
  )
  const remove = useApiMutation(
    (view_id: string) => body(api.DELETE('/views/{view_id}', { params: { path: { view_id } } })),
    { touches },
  )
  return { views: data?.items ?? [], save, remove }
}
