import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Popover, ScrollArea, Stack } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { type ColumnName, type Extra, EXTRAS, toggled, USUAL } from './chosenColumns'
import { COLUMNS } from './columns'

export const EXTRA_LABELS: Record<Extra, ReturnType<typeof msg>> = { load: msg`Limits and pauses`, routes: msg`Routes` }

interface Props {
  columns: ColumnName[]
  onChange: (columns: ColumnName[]) => void
  agents: boolean
}

/** Which columns the table has; kept on this device. */
export function ColumnsMenu({ columns, onChange, agents }: Props) {
  const { t, i18n } = useLingui()
  const choices = [
    ...COLUMNS.map(({ key, label }) => ({ name: key as ColumnName, label })),
    ...(agents ? EXTRAS.map((name) => ({ name: name as ColumnName, label: EXTRA_LABELS[name] })) : []),
  ]
  return (
    <Popover position="bottom-end" withinPortal={false} trapFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={16} aria-hidden />}>
          <Trans>Columns</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Columns`}>
        <ScrollArea.Autosize mah={360} type="auto">
          <Stack gap="xs" pr="sm">
            {choices.map(({ name, label }) => (
              <Checkbox
                key={name}
                label={i18n._(label)}
                checked={columns.includes(name)}
                onChange={() => onChange(toggled(columns, name))}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
        <Button variant="subtle" size="xs" mt="xs" fullWidth onClick={() => onChange(USUAL)}>
          <Trans>The usual ones</Trans>
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
