import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { Shapes } from '@/api/client'
import { useConsole, useMe } from '@/api/context'
import { assignableQuery } from '@/api/queries/members'
import { when } from '@/lib/locale'
import { useConfirm } from '@/ui/feedback/useConfirm'

/** What is given: one lead, or so many. */
export type Given = { leadId: string } | { leads: number }

/** Who may be given leads by hand, what stands against each, and how to ask whether to give them all the same. */
export function useRecipients(given: Given, enabled = true) {
  const { t } = useLingui()
  const { api } = useConsole()
  const zone = useMe().data?.team.time_zone ?? 'UTC'
  const confirm = useConfirm()
  const { data } = useQuery({ ...assignableQuery(api, given), enabled })
  const words = ({ code, until }: Shapes['Warning']): string => {
    const at = until ? when(until, zone) : ''
    if (code === 'away') return at ? t`Away until ${at}` : t`Away`
    if (code === 'at_limit') return at ? t`At the limit until ${at}` : t`At the limit of open leads`
    if (code === 'off_hours') return at ? t`Off hours until ${at}` : t`Off hours`
    return t`Does not speak the lead's language`
  }
  const warnings = (id: string | null): string[] =>
    data?.items.find((one) => one.agent_id === id)?.warnings.map(words) ?? []
  /** Do it at once, or ask first where something stands against it. */
  const ask = (id: string, go: () => void) => {
    const found = warnings(id)
    const name = data?.items.find((one) => one.agent_id === id)?.name ?? ''
    if (found.length === 0) return go()
    confirm({ title: t`Give it to ${name} all the same?`, about: `${found.join('. ')}.`, verb: t`Give it`, onYes: go })
  }
  return { warnings, ask }
}
