import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { body, type Shapes } from '@/api/client'
import { useConsole } from '@/api/context'
import { TOUCHED } from '@/api/queries/keys'
import { samplesQuery } from '@/api/queries/samples'
import { useRole } from '@/api/useRole'
import { useApiMutation } from '@/ui/feedback/useApiMutation'

/** The sample leads; undefined until they are known, and always for whoever is no Rainmaker. */
export function useSamples(): Shapes['Lead'][] | undefined {
  const { api } = useConsole()
  const enabled = useRole() === 'rainmaker'
  return useQuery({ ...samplesQuery(api), enabled }).data?.items
}

/** Ask for sample data. */
export function useMakeSamples() {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  return useApiMutation(() => body(api.POST('/sample')), {
    touches: TOUCHED.samples,
    success: t`Here is sample data. It counts nowhere, and your agents do not see it.`,
    onSuccess: (page) => queries.setQueryData(samplesQuery(api).queryKey, page),
  })
}

/** Remove all sample data. */
export function useRemoveSamples(onDone?: () => void) {
  const { t } = useLingui()
  const { api } = useConsole()
  const queries = useQueryClient()
  return useApiMutation(() => body(api.DELETE('/sample')), {
    touches: TOUCHED.samples,
    success: t`The sample data is gone.`,
    onSuccess: () => {
      queries.setQueryData(samplesQuery(api).queryKey, { items: [], next: null })
      onDone?.()
    },
  })
}
