import { useLingui } from '@lingui/react/macro'
import { Select, type SelectProps } from '@mantine/core'
import type { Shapes } from '@/api/client'
import { useMe } from '@/api/context'
import type { OUTCOMES } from '@/ui/words/reasons'

type Props = Omit<SelectProps, 'data' | 'label'> & {
  outcome: keyof typeof OUTCOMES
  /** What was said before: its reason may stay, as it was called then. */
  said?: Shapes['Closing'] | undefined
}

/** Choose one of the team's own reasons under an outcome; nothing where the team has none. */
export function CloseReasonSelect({ outcome, said, ...props }: Props) {
  const { t } = useLingui()
  const all = useMe().data?.team.close_reasons ?? []
  const data = all
    .filter((one) => one.outcome === outcome && one.reason_id !== said?.reason_id)
    .map(({ reason_id, name }) => ({ value: reason_id, label: name }))
  if (said?.reason_id && said.reason) data.unshift({ value: said.reason_id, label: said.reason })
  if (data.length === 0) return null
  return <Select label={t`Reason`} clearable data={data} {...props} />
}
