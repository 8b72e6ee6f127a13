import { useLingui } from '@lingui/react/macro'
import { Select, type SelectProps } from '@mantine/core'
import { useDirectory } from '@/ui/words/useDirectory'

type Props = Omit<SelectProps, 'data'>

export interface MemberProps extends Props {
  except?: string | undefined
  /** Whether members who have not signed in yet can be chosen too. */
  invited?: boolean
  /** The only ones who can be chosen; all if it is left out. */
  among?: readonly string[] | undefined
}

/** One member of the team, by name. */
export function MemberSelect({ except, invited = false, among, ...props }: MemberProps) {
  const { t } = useLingui()
  const { data } = useDirectory()
  const members =
    data?.agents.filter(
      ({ agent_id, status }) =>
        agent_id !== except &&
        (status === 'active' || (invited && status === 'invited')) &&
        (!among || among.includes(agent_id)),
    ) ?? []
  const labelOf = ({ name, status }: (typeof members)[number]) => (status === 'invited' ? t`${name} (invited)` : name)
  return <Select searchable data={members.map((one) => ({ value: one.agent_id, label: labelOf(one) }))} {...props} />
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
