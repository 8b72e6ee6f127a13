import { Trans, useLingui } from '@lingui/react/macro'
import { Stack, Table, Text } from '@mantine/core'
import { Loaded } from '@/ui/layout/Loaded'
import { mistakeWords } from '@/ui/words/mistakes'
import { LoadMore } from '@/ui/lists/LoadMore'
import { Section } from '@/ui/layout/Page'
import { HOLDS, type Holds } from './columns'
import { FailedRows } from './FailedRows'
import { type Import, isUnderWay, type RowError, useRowErrors } from './useImport'

/** The rows that make no lead, with why, page after page. */
export function RowErrors({ one }: { one: Import }) {
  const { t } = useLingui()
  const errors = useRowErrors(one)
  return (
    <Section title={t`Rows that make no lead`} actions={!isUnderWay(one) && <FailedRows one={one} />}>
      <Text size="sm" c="dimmed">
        <Trans>
          Row 1 is the heading. Download these rows, fix them and import that file as it is; or fix your own and import
          it again: existing leads are not duplicated.
        </Trans>
      </Text>
      <Loaded query={errors}>
        {(items) => (
          <Stack>
            <Table verticalSpacing={6}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w={90}>
                    <Trans>Row</Trans>
                  </Table.Th>
                  <Table.Th>
                    <Trans>What is wrong</Trans>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((error, at) => (
                  <Wrong key={`${error.row} ${at}`} error={error} />
                ))}
              </Table.Tbody>
            </Table>
            <LoadMore of={errors} />
          </Stack>
        )}
      </Loaded>
    </Section>
  )
}

function Wrong({ error }: { error: RowError }) {
  const { i18n } = useLingui()
  const field = HOLDS[String(error.loc[0]) as Holds]
  return (
    <Table.Tr>
      <Table.Td className="tabular">{error.row}</Table.Td>
      <Table.Td>
        {field && (
          <Text span fw={600} size="sm">
            {i18n._(field)}:{' '}
          </Text>
        )}
        {mistakeWords(error, i18n)}
      </Table.Td>
    </Table.Tr>
  )
}
