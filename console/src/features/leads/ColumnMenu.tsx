import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import { IconColumns } from '@/ui/icons'
import { type Column, COLUMNS } from './columns'

/** Which columns the table shows; the last one stays. */
export function ColumnMenu({ columns, onChange }: { columns: Column[]; onChange: (columns: Column[]) => void }) {
  const { t } = useLingui()
  const names: Record<Column, string> = {
    source: t`Source`,
    state: t`State`,
    owner: t`Owner`,
    waiting: t`Waiting`,
    activity: t`Last activity`,
  }
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns size={16} aria-hidden />} visibleFrom="md" flex="none">
          <Trans>Columns</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group aria-label={t`Columns`} value={columns} onChange={(chosen) => onChange(chosen as Column[])}>
          <Stack gap="xs">
            {COLUMNS.map((one) => (
              <Checkbox
                key={one}
                value={one}
                label={names[one]}
                disabled={columns.length === 1 && columns[0] === one}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
