import { useLingui } from '@lingui/react/macro'
import { Group, Select } from '@mantine/core'
import { DayField } from '@/ui/forms/DayField'
import { useDirectory } from '@/ui/words/useDirectory'
import type { Entry } from './differences'
import { type Asked, KINDS } from './filter'
import { useValueText } from './useValueText'
import { MAKERS } from './words'

interface Props {
  asked: Partial<Asked>
  entries: Entry[]
  onChange: (changes: Partial<Asked>) => void
}

/** Which changes to show: of what, by whom, of which kind, and of which days. */
export function Filters({ asked, entries, onChange }: Props) {
  const { t, i18n } = useLingui()
  const { data } = useDirectory()
  const agents = data?.agents.map((one) => ({ value: one.agent_id, label: one.name })) ?? []
  const makers = Object.entries(MAKERS).map(([value, said]) => ({ value, label: i18n._(said) }))
  const day = (name: 'from' | 'to', label: string) => (
    <DayField
      label={label}
      placeholder={t`Any day`}
      clearable
      value={asked[name] ?? ''}
      min={name === 'to' ? asked.from : undefined}
      onChange={(chosen) => onChange({ [name]: chosen })}
    />
  )
  return (
    <Group gap="sm" align="start">
      <Subjects chosen={asked.subject} entries={entries} onChoose={(one) => onChange({ subject: one ?? '' })} />
      <Choice
        label={t`Done by`}
        all={t`Anybody`}
        data={[...agents, ...makers]}
        value={asked.by}
        onChoose={(one) => onChange({ by: one ?? '' })}
      />
      <Choice
        label={t`Kind`}
        all={t`Everything`}
        data={KINDS.map(({ value, label }) => ({ value, label: i18n._(label) }))}
        value={asked.what}
        onChoose={(one) => onChange({ what: one ?? '' })}
      />
      {day('from', t`From`)}
      {day('to', t`To`)}
    </Group>
  )
}

interface ChoiceProps {
  label: string
  all: string
  data: { value: string; label: string }[]
  value: string | undefined
  onChoose: (one: string | null) => void
}

function Choice({ label, all, data, value, onChoose }: ChoiceProps) {
  return (
    <Select
      label={label}
      placeholder={all}
      data={data}
      value={value ?? null}
      onChange={onChoose}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': all }}
      maw={240}
    />
  )
}

interface SubjectsProps {
  chosen: string | undefined
  entries: Entry[]
  onChoose: (subject: string | null) => void
}

/** What the changes are to be of: all, or one thing. */
function Subjects({ chosen, entries, onChoose }: SubjectsProps) {
  const { t } = useLingui()
  const { data } = useDirectory()
  const { name } = useValueText(entries)
  const groups = [
    { group: t`Whole team`, items: ['settings', 'order'].map((value) => ({ value, label: name(value) })) },
    { group: t`Routes`, items: data?.routes.map((one) => ({ value: one.route_id, label: one.title })) ?? [] },
    { group: t`Members`, items: data?.agents.map((one) => ({ value: one.agent_id, label: one.name })) ?? [] },
    { group: t`Sources`, items: data?.sources.map((one) => ({ value: one.source_id, label: one.title })) ?? [] },
  ]
  const listed = groups.some(({ items }) => items.some(({ value }) => value === chosen))
  const other = chosen && !listed ? [{ value: chosen, label: name(chosen) }] : []
  return (
    <Select
      label={t`Changes of`}
      placeholder={t`Everything`}
      data={[...groups, ...other]}
      value={chosen ?? null}
      onChange={onChoose}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t`Everything` }}
      maw={240}
    />
  )
}
