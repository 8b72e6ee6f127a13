import { useLingui } from '@lingui/react/macro'
import { Select, type SelectProps } from '@mantine/core'
import { useMe } from '@/api/context'
import type { OUTCOMES } from '@/ui/words/reasons'

type Props = Omit<SelectProps, 'data' | 'label'> & { outcome: keyof typeof OUTCOMES }

/** Choose one of the team's own reasons under an outcome; nothing where the team has none. */
export function CloseReasonSelect({ outcome, ...props }: Props) {
  const { t } = useLingui()
  const all = useMe().data?.team.close_reasons ?? []
  const data = all.filter((one) => one.outcome === outcome)
  if (data.length === 0) return null
  return (
    <Select
      label={t`Reason`}
      clearable
      data={data.map(({ reason_id, name }) => ({ value: reason_id, label: name }))}
      {...props}
    />
  )
}
