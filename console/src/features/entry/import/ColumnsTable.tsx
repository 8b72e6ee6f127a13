import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Select, Stack, Table, Text } from '@mantine/core'
import { HOLDS, type Holds, type wrongWith } from './columns'
import type { Sheet } from './sheet'

interface Props {
  sheet: Sheet
  holds: Holds[]
  wrong: ReturnType<typeof wrongWith>
  onChange: (holds: Holds[]) => void
}

/** What each column holds: as it was guessed by its name, to be put right. */
export function ColumnsTable({ sheet, holds, wrong, onChange }: Props) {
  const { t, i18n } = useLingui()
  const choices = Object.entries(HOLDS).map(([value, label]) => ({ value, label: i18n._(label) }))
  const why = {
    nobody: t`No column tells who somebody is: choose a name, an e-mail or a phone.`,
    twice: t`Two columns hold the same. Only e-mails and phones may be several.`,
    many: t`At most ten columns of e-mails, and ten of phones.`,
  }
  return (
    <Stack gap="sm">
      <Table.ScrollContainer
        minWidth={280}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t`Columns` } }}
      >
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                <Trans>Column</Trans>
              </Table.Th>
              <Table.Th visibleFrom="sm">
                <Trans>For example</Trans>
              </Table.Th>
              <Table.Th w="50%">
                <Trans>Holds</Trans>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sheet.header.map((name, at) => {
              const called = name || String(at + 1)
              return (
                <Table.Tr key={`${at} ${name}`}>
                  <Table.Th scope="row" fw={600}>
                    {called}
                  </Table.Th>
                  <Table.Td maw={220} visibleFrom="sm">
                    <Text size="sm" c="dimmed" lineClamp={2}>
                      {sheet.samples
                        .map((row) => row[at])
                        .filter(Boolean)
                        .slice(0, 2)
                        .join(' · ')}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Select
                      aria-label={t`What “${called}” holds`}
                      data={choices}
                      allowDeselect={false}
                      searchable
                      value={holds[at] ?? 'other'}
                      onChange={(chosen) =>
                        onChange(holds.map((one, other) => (other === at ? (chosen as Holds) : one)))
                      }
                    />
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {wrong && (
        <Alert color="red" variant="light" role="alert">
          {why[wrong]}
        </Alert>
      )}
    </Stack>
  )
}
