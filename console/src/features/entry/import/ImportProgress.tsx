import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { KEYS } from '@/api/queries/keys'
import { amount } from '@/lib/locale'
import { Section } from '@/ui/layout/Page'
import { useApiMutation } from '@/ui/feedback/useApiMutation'
import { RowErrors } from './RowErrors'
import { type Import, isUnderWay, useImporting } from './useImport'
import { FAILURE_REASONS } from './failureReasons'

interface Props {
  one: Import
  onAnew: () => void
  onColumns: () => void
}

/** An import that has been made: what would become of it, how far it is, or what it came to. */
export function ImportProgress({ one, onAnew, onColumns }: Props) {
  const { t, i18n } = useLingui()
  const titles: Record<Import['status'], string> = {
    waiting: t`The file waits to be tried`,
    checking: t`The file is being tried`,
    checked: t`What would happen`,
    running: t`The leads are being imported`,
    done: t`The import is done`,
    failed: t`The file could not be imported`,
  }
  const underWay = isUnderWay(one)
  const why = FAILURE_REASONS[one.reason ?? '']
  return (
    <Stack gap="lg">
      <Section title={titles[one.status]}>
        {underWay && <HowFar one={one} />}
        {one.status === 'failed' && (
          <Alert color="red" variant="light" role="alert">
            {why ? i18n._(why) : one.reason}
          </Alert>
        )}
        {one.status !== 'failed' && one.status !== 'waiting' && <Counts one={one} />}
        {!underWay && <Next one={one} onAnew={onAnew} onColumns={onColumns} />}
      </Section>
      {one.failed > 0 && <RowErrors one={one} />}
    </Stack>
  )
}

function HowFar({ one }: { one: Import }) {
  const { t } = useLingui()
  const [done, rows] = [amount(one.done), amount(one.rows ?? 0)]
  return (
    <Stack gap={6} role="status">
      <Progress value={one.rows ? (100 * one.done) / one.rows : 3} size="lg" aria-label={t`Progress`} animated />
      <Text size="sm">
        {one.rows ? (
          <Trans>
            {done} of {rows} rows
          </Trans>
        ) : (
          <Trans>The file is being read …</Trans>
        )}
      </Text>
      <Text size="sm" c="dimmed">
        <Trans>It goes on by itself: you may leave this screen and come back.</Trans>
      </Text>
    </Stack>
  )
}

function Counts({ one }: { one: Import }) {
  const { t } = useLingui()
  const would = one.dry_run
  const counts: [string, number][] = [
    [would ? t`New leads there would be` : t`New leads`, one.created],
    [would ? t`Would join an existing lead` : t`Joined an existing lead`, one.repeated],
    [t`Rows that make no lead`, one.failed],
  ]
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} component="dl" m={0}>
      {counts.map(([label, count]) => (
        <Stack key={label} gap={0} style={{ flexDirection: 'column-reverse', justifyContent: 'flex-end' }}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fw={700} fz={28} className="tabular">
            {amount(count)}
          </Text>
        </Stack>
      ))}
    </SimpleGrid>
  )
}

/** What can be done next. */
function Next({ one, onAnew, onColumns }: Props) {
  const { start } = useImporting()
  const go = useApiMutation(
    (dry: boolean) => start(one.import_id, (one.mapping as Parameters<typeof start>[1]) ?? null, dry),
    { touches: [KEYS.imports] },
  )
  const made = one.created + one.repeated
  if (one.status === 'done') {
    return (
      <Group justify="end">
        <Button variant="default" onClick={onAnew}>
          <Trans>Import another file</Trans>
        </Button>
        <Button renderRoot={(props) => <Link to="/leads" {...props} />}>
          <Trans>To the leads</Trans>
        </Button>
      </Group>
    )
  }
  return (
    <Group justify="end">
      <Button variant="default" onClick={onAnew}>
        <Trans>Another file</Trans>
      </Button>
      <Button variant="default" onClick={onColumns}>
        <Trans>Change columns</Trans>
      </Button>
      {one.status === 'waiting' && (
        <Button onClick={() => go.mutate(true)} loading={go.isPending}>
          <Trans>Try the file</Trans>
        </Button>
      )}
      {one.status === 'checked' && (
        <Button onClick={() => go.mutate(false)} loading={go.isPending} disabled={made === 0}>
          <Plural value={made} one="Import # row" other="Import # rows" />
        </Button>
      )}
    </Group>
  )
}
