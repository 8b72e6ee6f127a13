import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Anchor, Button, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconArrowRight } from '@/ui/icons'
import { Link } from '@tanstack/react-router'
import { Fragment, type ReactElement } from 'react'
import { when } from '@/lib/locale'
import classes from './Audit.module.css'
import { type Difference, differences, type Entry } from './differences'
import type { useValueText } from './useValueText'
import { DONE, MAKERS, OTHER_CHANGE } from './words'

type Reading = ReturnType<typeof useValueText>
const AT_ONCE = 2

/** One change: who made it, when, to what, and how it was before. */
export function Change({ entry, reading, onOnly }: { entry: Entry; reading: Reading; onOnly: (() => void) | null }) {
  const { i18n } = useLingui()
  const found = differences(entry)
  const what = DONE[entry.what]
  const maker = MAKERS[entry.by]
  const who = entry.by_name ?? (maker ? i18n._(maker) : reading.name(entry.by))
  const count = found.length
  return (
    <li className={classes.change}>
      <Text size="sm" c="dimmed" className="tabular">
        <time dateTime={entry.at}>{when(entry.at, reading.zone)}</time>
      </Text>
      <div className={classes.what}>
        <Text component="h2" size="sm" fw={500}>
          {i18n._(what ?? OTHER_CHANGE)} · <Subject entry={entry} name={reading.name(entry.subject)} />
        </Text>
        {count > AT_ONCE ? (
          <details>
            <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }} py={4}>
              <Plural value={count} one="# detail" other="# details" />
            </Text>
            <Differences found={found} reading={reading} />
          </details>
        ) : (
          count > 0 && <Brief found={found} reading={reading} />
        )}
      </div>
      <Text size="sm" className={classes.who}>
        {who}
      </Text>
      {onOnly && (
        <Button variant="subtle" size="compact-sm" onClick={onOnly} className={classes.only}>
          <Trans>Only this</Trans>
          <VisuallyHidden>: {reading.name(entry.subject)}</VisuallyHidden>
        </Button>
      )}
    </li>
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

interface FoundProps {
  found: Difference[]
  reading: Reading
}

/** The few things that changed, in a line. */
function Brief({ found, reading }: FoundProps) {
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      {found.map((one, place) => (
        <Fragment key={one.path.join('.')}>
          {place > 0 && ' · '}
          <Text span inherit c="dimmed">
            {reading.field(one.path)}:
          </Text>{' '}
          <WasAndIs of={one} reading={reading} />
        </Fragment>
      ))}
    </Text>
  )
}

/** How each thing was, and how it is. */
function Differences({ found, reading }: FoundProps) {
  return (
    <Table withRowBorders={false} verticalSpacing={2} horizontalSpacing={0} layout="auto" fz="sm">
      <Table.Tbody>
        {found.map((one) => (
          <Table.Tr key={one.path.join('.')}>
            <Table.Th scope="row" fw={400} c="dimmed" pr="md" w="34%" style={{ verticalAlign: 'top' }}>
              {reading.field(one.path)}
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <WasAndIs of={one} reading={reading} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function WasAndIs({ of: { path, before, after }, reading }: { of: Difference; reading: Reading }) {
  const field = path.at(-1) ?? ''
  return (
    <>
      {before !== undefined && (
        <>
          <VisuallyHidden>
            <Trans>before:</Trans>{' '}
          </VisuallyHidden>
          <Text span inherit c="dimmed">
            {reading.read(before, field)}
          </Text>
          <IconArrowRight size={14} aria-hidden style={{ margin: '0 6px', verticalAlign: 'middle' }} />
          <VisuallyHidden>
            <Trans>after:</Trans>{' '}
          </VisuallyHidden>
        </>
      )}
      {reading.read(after, field)}
    </>
  )
}
