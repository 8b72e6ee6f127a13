import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Group, Paper, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconArrowRight } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { when } from '@/lib/locale'
import { type Difference, differences, type Entry } from './differences'
import type { useValueText } from './useValueText'
import { DONE, MAKERS, OTHER_CHANGE } from './words'

type Reading = ReturnType<typeof useValueText>
const AT_ONCE = 3

/** One change: who made it, when, to what, and how it was before. */
export function Change({ entry, reading, onOnly }: { entry: Entry; reading: Reading; onOnly: (() => void) | null }) {
  const { i18n } = useLingui()
  const found = differences(entry)
  const what = DONE[entry.what]
  const maker = MAKERS[entry.by]
  const who = entry.by_name ?? (maker ? i18n._(maker) : reading.name(entry.by))
  const count = found.length
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs" align="start" wrap="nowrap">
          <Stack gap={2} miw={0}>
            <Text component="h2" fw={600} size="md">
              {i18n._(what ?? OTHER_CHANGE)} · <Subject entry={entry} name={reading.name(entry.subject)} />
            </Text>
            <Text size="sm" c="dimmed">
              {who} · <time dateTime={entry.at}>{when(entry.at, reading.zone)}</time>
            </Text>
          </Stack>
          {onOnly && (
            <Button variant="subtle" size="compact-sm" onClick={onOnly} flex="none">
              <Trans>Only this</Trans>
              <VisuallyHidden>: {reading.name(entry.subject)}</VisuallyHidden>
            </Button>
          )}
        </Group>
        {count > AT_ONCE ? (
          <details>
            <Text component="summary" size="sm" style={{ cursor: 'pointer' }} py={4}>
              <Plural value={count} one="# detail" other="# details" />
            </Text>
            <Differences found={found} reading={reading} />
          </details>
        ) : (
          count > 0 && <Differences found={found} reading={reading} />
        )}
      </Stack>
    </Paper>
  )
}

/** What a change is about, with the way to it where there is one. */
function Subject({ entry: { subject, what }, name }: { entry: Entry; name: string }) {
  const gone = what.endsWith('.deleted') || what.endsWith('.removed') || what.endsWith('.archived')
  const kind = subject.split('_')[0]
  const ways: Record<string, (props: object) => ReactElement> = {
    route: (props) => <Link data-row-link to="/routes/$routeId" params={{ routeId: subject }} {...props} />,
    agent: (props) => <Link data-row-link to="/agents/$agentId" params={{ agentId: subject }} {...props} />,
    source: (props) => <Link data-row-link to="/sources/$sourceId" params={{ sourceId: subject }} {...props} />,
    lead: (props) => <Link data-row-link to="/leads/$leadId" params={{ leadId: subject }} {...props} />,
    target: (props) => <Link to="/outbound" {...props} />,
    order: (props) => <Link to="/routes" {...props} />,
    settings: (props) => <Link to="/settings" {...props} />,
  }
  const way = ways[kind ?? '']
  return way && !gone ? (
    <Anchor fw={600} underline="always" renderRoot={way}>
      {name}
    </Anchor>
  ) : (
    name
  )
}

/** How each thing was, and how it is. */
function Differences({ found, reading }: { found: Difference[]; reading: Reading }) {
  return (
    <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0} layout="auto">
      <Table.Tbody>
        {found.map(({ path, before, after }) => {
          const of = path.at(-1) ?? ''
          return (
            <Table.Tr key={path.join('.')}>
              <Table.Th scope="row" fw={500} pr="md" w="34%" style={{ verticalAlign: 'top' }}>
                {reading.field(path)}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {before !== undefined && (
                  <>
                    <VisuallyHidden>
                      <Trans>before:</Trans>{' '}
                    </VisuallyHidden>
                    <Text span size="sm" c="dimmed">
                      {reading.read(before, of)}
                    </Text>
                    <IconArrowRight size={14} aria-hidden style={{ margin: '0 6px', verticalAlign: 'middle' }} />
                    <VisuallyHidden>
                      <Trans>after:</Trans>{' '}
                    </VisuallyHidden>
                  </>
                )}
                <Text span size="sm">
                  {reading.read(after, of)}
                </Text>
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
