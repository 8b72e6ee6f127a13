import { Select, type SelectProps } from '@mantine/core'
import { useDirectory } from '@/ui/words/useDirectory'

type Props = Omit<SelectProps, 'data'>

/** One member of the team, by name. */
export function MemberSelect({ except, ...props }: Props & { except?: string | undefined }) {
  const { data } = useDirectory()
  const members = data?.agents.filter((one) => one.status === 'active' && one.agent_id !== except) ?? []
  return <Select searchable data={members.map((one) => ({ value: one.agent_id, label: one.name }))} {...props} />
}

/** One source, by its title. */
export function SourceSelect(props: Props) {
  const { data } = useDirectory()
  return (
    <Select
      searchable
      data={data?.sources.map((one) => ({ value: one.source_id, label: one.title })) ?? []}
      {...props}
    />
  )
}

/** One route, by its title. */
export function RouteSelect(props: Props) {
  const { data } = useDirectory()
  return (
    <Select searchable data={data?.routes.map((one) => ({ value: one.route_id, label: one.title })) ?? []} {...props} />
  )
}
