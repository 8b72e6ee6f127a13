import { queryOptions, useQuery } from '@tanstack/react-query'
import { type Api, body } from '@/api/client'
import { useConsole } from '@/api/context'

/** The logo of a tag never changes. */
const logoQuery = (api: Api, tag: string) =>
  queryOptions({
    queryKey: ['logo', tag],
    queryFn: () => body(api.GET('/settings/logo')),
    staleTime: Infinity,
  })

/** The team's logo; nothing until it is there. The name stands beside it, so it is not read out. */
export function TeamLogo({ tag, height }: { tag: string; height: number }) {
  const { api } = useConsole()
  const { data } = useQuery(logoQuery(api, tag))
  if (!data) return null
  return (
    <img
      src={`data:${data.media_type};base64,${data.image}`}
      alt=""
      className="mark"
      style={{ height, maxWidth: height * 4, objectFit: 'contain' }}
    />
  )
}
