import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Popover, ScrollArea, Stack, Text } from '@mantine/core'
import { IconColumns3 } from '@/ui/icons'
import { type ColumnName, type Extra, EXTRAS, type SetName, SETS, setOf, toggled } from './chosenColumns'
import { COLUMNS, GROUPS, type Group as About } from './columns'

export const EXTRA_LABELS: Record<Extra, ReturnType<typeof msg>> = { load: msg`Limits and pauses`, routes: msg`Routes` }

const SET_LABELS: Record<SetName, ReturnType<typeof msg>> = {
  usual: msg`The usual ones`,
  claims: GROUPS.claims,
  answers: GROUPS.answers,
  results: GROUPS.results,
  steps: GROUPS.steps,
}

interface Props {
  columns: ColumnName[]
  onChange: (columns: ColumnName[]) => void
  agents: boolean
}

/** Which columns the table has, a set of them or one by one; kept on this device. */
export function ColumnsMenu({ columns, onChange, agents }: Props) {
  const { t, i18n } = useLingui()
  const groups = (Object.keys(GROUPS) as About[]).map((about) => ({
    label: GROUPS[about],
    choices: COLUMNS.filter(({ group }) => group === about).map(({ key, label }) => ({
      name: key as ColumnName,
      label,
    })),
  }))
  const extras = EXTRAS.map((name) => ({ name: name as ColumnName, label: EXTRA_LABELS[name] }))
  const all = agents ? [...groups, { label: msg`As of now`, choices: extras }] : groups
  return (
    <Popover position="bottom-end" withinPortal={false} trapFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={16} aria-hidden />}>
          <Trans>Columns</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Columns`}>
        <ScrollArea.Autosize mah={360} type="auto">
          <Stack gap="md" pr="sm">
            {all.map(({ label, choices }) => (
              <Stack key={label.id} gap="xs" role="group" aria-label={i18n._(label)}>
                <Text size="sm" fw={600}>
                  {i18n._(label)}
                </Text>
                {choices.map(({ name, label: said }) => (
                  <Checkbox
                    key={name}
                    label={i18n._(said)}
                    checked={columns.includes(name)}
                    onChange={() => onChange(toggled(columns, name))}
                  />
                ))}
              </Stack>
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The sets of columns, side by side; where there is no room for one more, they go on below. */
export function ColumnSets({ columns, onChange }: Omit<Props, 'agents'>) {
  const { t, i18n } = useLingui()
  const chosen = setOf(columns)
  return (
    <Group gap="xs" role="group" aria-label={t`Columns`}>
      {(Object.keys(SETS) as SetName[]).map((name) => (
        <Button
          key={name}
          size="xs"
          variant={name === chosen ? 'light' : 'default'}
          aria-pressed={name === chosen}
          onClick={() => onChange(SETS[name])}
        >
          {i18n._(SET_LABELS[name])}
        </Button>
      ))}
    </Group>
  )
}
